"""What must survive a crash: projects, orders, money and media. The truth; everything else is a shortcut on top."""
