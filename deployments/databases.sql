-- Prefect's server keeps its runs in a database beside reelflow's.
CREATE DATABASE prefect;
