"""What words call for: topics in English, French and Arabic, the scenes that suit them, and the moods they set.

A word that ends in `*` stands for every word that begins so.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

PROMPT, NARRATION = 2.0, 1.0
"""What a subject counts when the prompt, which describes the picture, names it, and when the narration does."""


@dataclass(frozen=True)
class Topic:
    """Words of one subject and the families that suit it, with how well (10: nothing better)."""

    words: str
    suits: dict[str, float]


TOPICS = (
    Topic(
        """python java javascript typescript rust golang php sql html css react django code codes coding coder coders
        codeur program* develop* debug* bug bugs function functions variable* loop loops boucle* algorithm* algo
        software logiciel* git github api compile* syntax* syntaxe script scripts list lists liste*
        comprehension* class classe dictionary fonction* coder برمج* مبرمج* كود شيفرة بايثون دالة متغير*
        خوارزمي*""",
        {"editor": 10, "network": 6, "mosaic": 4},
    ),
    Topic(
        """ai ia tech technolog* robot* machine* neural internet web network* reseau* data donnee* cloud digital*
        numerique* computer* ordinateur* cyber* secur* chatgpt llm blockchain connect* intelligence informati*
        science* scientif* dna adn cell cells تقني* تكنولوجي* ذكاء اصطناعي انترنت شبك* بيانات حاسوب علم علوم""",
        {"network": 10, "editor": 4, "mesh": 4, "space": 4},
    ),
    Topic(
        """money argent invest* financ* budget* econom* saving savings save epargne* bank* banque* stock stocks bourse
        crypto bitcoin dollar* euro euros price prices prix cost costs sale sales vente* profit* revenu*
        revenue* income salary salaire* debt dette* rich riche* wealth tax taxes impot* market* marche marketing
        growth croissance business startup* entrepreneur* chiffre* statistic* statistique* percent مال المال
        نقود استثمار* ادخار ميزاني* اقتصاد* بنك سوق ارباح ربح تجار* اعمال شرك*""",
        {"charts": 10, "city": 6, "mosaic": 4},
    ),
    Topic(
        """sea seas ocean* mer mers wave waves vague* beach* plage* island* ile iles boat* bateau* sail* surf* whale*
        baleine* fish fishes poisson* dolphin* dauphin* shark* requin* marine coral بحر البحر محيط امواج موج
        شاطئ جزير* سمك اسماك سفين*""",
        {"ocean": 10},
    ),
    Topic(
        """city cities ville villes town urban* urbain* street* rue rues building* immeuble* skyline* paris london tokyo
        york dubai traffic metro apartment* architect* مدين* مدن شارع شوارع عمار* ابراج برج""",
        {"city": 10},
    ),
    Topic(
        """rain rains rainy raining pluie* pleut storm* orage* umbrella* parapluie* sad sadness triste* tristesse
        melanchol* lonely alone solitude seul seule cry tears مطر امطار حزن حزين وحد* عاصف*""",
        {"rain": 10, "bokeh": 2.5},
    ),
    Topic(
        """time times clock* hour hours heure* minute minutes second seconds seconde* day days jour jours week* semaine*
        calendar* calendrier* schedule* deadline* routine* habit* habitude* productiv* procrastinat* plan
        planning organis* temps horloge* montre histor* histoire* siecle* century centuries وقت الوقت زمن ساع*
        دقيق* يوم ايام عاد* انتاجي* تاريخ""",
        {"clockwork": 10, "mosaic": 4, "mesh": 4},
    ),
    Topic(
        """space espace star stars etoile* planet* galax* universe univers cosmos cosmic astronom* astronaut* rocket*
        fusee* mars moon lune lunar orbit* nebula* nasa black hole alien* future futur فضاء نجم نجوم كوكب كواكب
        مجر* كون قمر مستقبل""",
        {"space": 10, "network": 2.5},
    ),
    Topic(
        """health* sante heart* coeur* fitness sport* workout* exercise* exercice* muscle* run running runner* courir
        course cardio doctor* medecin* medic* hospital* hopital blood sang body corps sleep sommeil dormir
        stress immun* vitamin* gym athlet* صح* قلب رياض* تمارين تمرين طبيب دم جسم نوم عضل*""",
        {"pulse": 10, "silk": 4, "paper": 3.5},
    ),
    Topic(
        """food* coffee* cafe tea the* cook* cuisin* recipe* recette* kitchen* eat eating manger meal* repas breakfast
        dejeuner dinner diner soup* soupe* bread pain cake* gateau* chocolat* restaurant* chef chefs sugar sucre
        spice* epice* nutrition* couscous tajine* طعام قهو* شاي طبخ مطبخ وصف* اكل فطور خبز حساء سكر""",
        {"cup": 10, "bokeh": 3.5},
    ),
    Topic(
        """nature* tree trees arbre* forest* foret* plant* leaf leaves feuille* flower* fleur* garden* jardin* ecolog*
        environment* environnement climat* green vert verte earth terre planet* recycl* animal* animaux bird*
        oiseau* bee bees abeille* farm* spring printemps autumn automne طبيع* شجر* اشجار غاب* نبات* زهر* ازهار
        حديق* بيئ* مناخ حيوان*""",
        {"paper": 10, "ridges": 7},
    ),
    Topic(
        """mountain* montagne* desert* dune* hill* colline* travel* voyage* trip trips journey* adventure* aventure* hike*
        hiking randonnee* camel* sahara road route sunset* sunrise* horizon* coucher aube landscape* paysage*
        valley* canyon* vacation* vacance* tourism* touris* جبل جبال صحراء سفر رحل* مغامر* غروب شروق طريق""",
        {"ridges": 10, "ocean": 4, "paper": 4},
    ),
    Topic(
        """love* amour* romance romant* couple* wedding* mariage* kiss* dating heart* friend* ami amis amitie family
        famille* party fete* celebrat* christmas noel birthday anniversaire gift* cadeau* magic* magie night
        nuit dance danse* حب عشق زواج عائل* اصدقاء صديق عيد حفل* هدي* ليل""",
        {"bokeh": 10, "silk": 6},
    ),
    Topic(
        """beauty beaute fashion* mode luxur* luxe elegan* skin peau makeup maquillage perfume* parfum* silk soie hair
        cheveux design* music* musique* song* chanson* piano art arts artist* artiste* paint* peint* creativ*
        color* couleur* جمال موض* فخام* بشر* عطر موسيق* اغني* فن فنون لون الوان""",
        {"silk": 10, "mesh": 7, "mosaic": 4},
    ),
    Topic(
        """calm* calme* meditat* breath* respir* relax* peace paix zen mind esprit mindful* soul ame spirit* anxiety
        anxiete dream* reve reves happy happiness bonheur heureux joy joie gratitude emotion* هدوء تامل تنفس
        سلام روح سعاد* احلام حلم فرح""",
        {"mesh": 10, "silk": 7, "ocean": 6, "ridges": 4},
    ),
    Topic(
        """learn* apprendre apprend* appren* school* ecole* student* etudiant* eleve* teach* enseign* lesson* lecon* book*
        livre* read reading lire study etude* etudier idea* idee* tip tips astuce* conseil* mistake* erreur*
        trick* question* quiz puzzle* math* language* langue* word words mot mots beginner* debutant* game* jeu
        jeux child* enfant* تعلم تعليم مدرس* طالب طلاب درس دروس كتاب كتب قراء* فكر* افكار نصائح نصيح* اخطاء خط*
        لغ* لعب* طفل اطفال""",
        {"mosaic": 3.5, "mesh": 2, "network": 1.5},
    ),
)

MOODS = {
    "sunset": "sunset* coucher sunrise* aube dawn evening soir soiree dusk crepuscule غروب شروق مساء",
    "warm": "warm chaud chaude chaleur summer ete autumn automne cozy دفء صيف خريف",
    "energy": "energy energie energetic fire feu flame* flamme* power puissan* danger* طاق* نار قو*",
    "night": "night nights nuit nuits moon* lune midnight minuit dark darkness sombre ليل ليلا قمر ظلام",
    "cool": "cold froid* ice icy glace* winter hiver snow* neige* blue bleu bleue برد شتاء ثلج ازرق",
    "sea": "underwater turquoise lagoon lagon aqua فيروزي",
    "fresh": "fresh frais fraiche spring printemps morning matin صباح ربيع",
    "nature": "green vert verte verts forest* foret* jungle اخضر غاب*",
    "love": "love* amour* romance romant* pink rose roses wedding* mariage* حب وردي ورد",
    "gold": "gold golden dore doree honey miel ذهب ذهبي",
    "tech": "neon cyber* futuris* robot* نيون",
    "mono": "minimal* monochrom* grey gray gris grise silver argente رمادي",
}

_ARABIC_JOINED = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ب|ل|ف)(?=\w{3})")
_SAME_LETTER = str.maketrans("أإآىة", "ااايه")


def scores(prompt: str, narration: str) -> dict[str, float]:
    """Return how well each family suits the words; families that nothing calls for are absent."""
    found: dict[str, float] = {}
    for topic in TOPICS:
        weight = PROMPT * _hits(topic.words, prompt) ** 0.5 + NARRATION * _hits(topic.words, narration) ** 0.5
        for family, suit in topic.suits.items() if weight else ():
            found[family] = found.get(family, 0.0) + suit * weight
    return found


def moods(prompt: str, narration: str) -> frozenset[str]:
    """Return the moods the words set; those of the prompt alone when it sets any."""
    asked = frozenset(mood for mood, words in MOODS.items() if _hits(words, prompt))
    return asked or frozenset(mood for mood, words in MOODS.items() if _hits(words, narration))


def _hits(words: str, text: str) -> int:
    """Return how many different words of the text are among `words`."""
    return sum(1 for forms in _tokens(text) if any(_pattern(words).fullmatch(form) for form in forms))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(_plain(word)).replace(r"\*", r"\w*") for word in words.split()))


@cache
def _tokens(text: str) -> frozenset[tuple[str, ...]]:
    """Return the words of the text, each as it stands and without the Arabic article and joined particles."""
    found = set(re.findall(r"\w+", _plain(text)))
    return frozenset((token, _ARABIC_JOINED.sub("", token)) for token in found)


def _plain(text: str) -> str:
    """Return the text in lower case, without accents or vowel marks, with letters that are often confused made one."""
    bare = unicodedata.normalize("NFKD", text.lower())
    folded = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return folded.translate(_SAME_LETTER).replace("œ", "oe")
