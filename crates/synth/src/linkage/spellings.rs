//! Everyday names and other spellings, as people and clerks use them. Our own lists, from general knowledge; no matcher reads them.

use crate::chance::Chance;
use crate::names::short_form;

/// Given names and everyday forms beyond those of the demonstration's people.
#[rustfmt::skip]
static EVERYDAY: &[(&str, &[&str])] = &[
    ("William", &["Bill", "Billy", "Will", "Liam"]), ("Edward", &["Ed", "Eddie", "Ted", "Ned"]),
    ("Henry", &["Harry", "Hal"]), ("Charles", &["Charlie", "Chas", "Chuck"]), ("Jonathan", &["Jon", "Jonny"]),
    ("Nicholas", &["Nick", "Nicky"]), ("Timothy", &["Tim", "Timmy"]), ("Dominic", &["Dom"]),
    ("Geoffrey", &["Geoff"]), ("Lawrence", &["Larry", "Lol", "Laurie"]), ("Francis", &["Frank", "Frankie"]),
    ("Leonard", &["Len", "Lenny"]), ("Bernard", &["Bernie"]), ("Victor", &["Vic"]), ("Walter", &["Wally", "Walt"]),
    ("Arthur", &["Art", "Archie"]), ("Albert", &["Bert", "Albie"]), ("Ernest", &["Ernie"]),
    ("Frederick", &["Fred", "Freddie"]), ("Harold", &["Harry", "Harold"]), ("Ronald", &["Ron", "Ronnie"]),
    ("Stanley", &["Stan"]), ("Zachary", &["Zac", "Zach"]), ("Kenneth", &["Ken", "Kenny"]), ("Gerard", &["Ged", "Gerry"]),
    ("Clifford", &["Cliff"]), ("Cameron", &["Cam"]), ("Peter", &["Pete"]), ("Gary", &["Gaz"]), ("Darren", &["Daz"]),
    ("Barry", &["Baz"]), ("Kevin", &["Kev"]), ("Simon", &["Si"]), ("Graham", &["Gray"]), ("Martin", &["Marty"]),
    ("Trevor", &["Trev"]), ("Stuart", &["Stu"]), ("Malcolm", &["Mal", "Malc"]), ("Derek", &["Del"]),
    ("Leslie", &["Les"]), ("Vincent", &["Vince", "Vinnie"]), ("Douglas", &["Doug", "Dougie"]),
    ("Gerald", &["Gerry", "Ged"]), ("Desmond", &["Des"]), ("Sidney", &["Sid"]), ("Russell", &["Russ"]),
    ("Adrian", &["Ade"]), ("Jeremy", &["Jez", "Jerry"]), ("Gareth", &["Gaz"]), ("Ashley", &["Ash"]),
    ("Jordan", &["Jord"]), ("Ryan", &["Ry"]), ("Callum", &["Cal"]), ("Lewis", &["Lew"]), ("Kieran", &["Kez"]),
    ("Jacob", &["Jake"]), ("Dylan", &["Dyl"]), ("Oliver", &["Ollie"]), ("Brandon", &["Bran"]),
    ("Curtis", &["Curt"]), ("Declan", &["Dec"]), ("Harvey", &["Harv"]), ("Spencer", &["Spence"]),
    ("Jennifer", &["Jen", "Jenny"]), ("Patricia", &["Pat", "Trish", "Patsy"]), ("Barbara", &["Barb", "Babs"]),
    ("Dorothy", &["Dot", "Dolly"]), ("Kathleen", &["Kath", "Kathy"]), ("Valerie", &["Val"]),
    ("Josephine", &["Jo", "Josie"]), ("Bernadette", &["Bernie"]), ("Stephanie", &["Steph"]),
    ("Christina", &["Chris", "Tina"]), ("Christine", &["Chris", "Chrissie"]), ("Kathryn", &["Kath", "Kate"]),
    ("Katherine", &["Kate", "Kathy", "Kat"]), ("Geraldine", &["Gerry"]), ("Penelope", &["Penny"]),
    ("Philippa", &["Pippa"]), ("Isobel", &["Izzy"]), ("Isabel", &["Izzy", "Bel"]), ("Gabrielle", &["Gabby"]),
    ("Jacqueline", &["Jackie", "Jacqui"]), ("Pamela", &["Pam"]), ("Theresa", &["Terri", "Tess"]),
    ("Gillian", &["Gill"]), ("Michelle", &["Shell", "Chelle"]), ("Amanda", &["Mandy"]), ("Sandra", &["Sandie"]),
    ("Angela", &["Angie"]), ("Alison", &["Ali"]), ("Caroline", &["Caz", "Carrie"]), ("Joanne", &["Jo"]),
    ("Nicola", &["Nicky", "Nic"]), ("Lorraine", &["Lol"]), ("Emily", &["Em", "Millie"]), ("Hannah", &["Han"]),
    ("Bethany", &["Beth"]), ("Megan", &["Meg"]), ("Eleanor", &["Ellie", "Nell"]), ("Sarah", &["Sal", "Sally"]),
    ("Rachel", &["Rach"]), ("Kimberley", &["Kim"]), ("Leanne", &["Lea"]), ("Melissa", &["Mel", "Lissa"]),
    ("Harriet", &["Hattie"]), ("Olivia", &["Liv", "Livvy"]), ("Chantelle", &["Chan"]), ("Natasha", &["Tasha"]),
    ("Piotr", &["Peter"]), ("Andrzej", &["Andrew", "Jędrek"]), ("Michał", &["Michael"]), ("Jakub", &["Kuba", "Jacob"]),
    ("Mateusz", &["Mati", "Matthew"]), ("Grzegorz", &["Greg", "Grzesiek"]), ("Łukasz", &["Lukas", "Luke"]),
    ("Wojciech", &["Wojtek"]), ("Aleksandra", &["Ola"]), ("Joanna", &["Asia"]), ("Magdalena", &["Magda"]),
    ("Barbara", &["Basia"]), ("Ewa", &["Eva"]), ("Anna", &["Ania"]), ("Stanisław", &["Staszek"]),
    ("Dariusz", &["Darek"]), ("Jarosław", &["Jarek"]), ("Zbigniew", &["Zbyszek"]), ("Rafał", &["Ralph"]),
    ("Alexandru", &["Alex"]), ("Gheorghe", &["George"]), ("Mihai", &["Michael"]), ("Ionuț", &["Ionut", "John"]),
    ("Balwinder", &["Bal"]), ("Gurpreet", &["Gary", "Gurps"]), ("Harjit", &["Harry"]), ("Manjit", &["Manny"]),
    ("Sukhdev", &["Sukh"]), ("Hardeep", &["Harry"]), ("Jaspal", &["Jas"]), ("Ranjit", &["Ron"]), ("Jagdeep", &["Jag"]),
    ("Imran", &["Immy"]), ("Asif", &["Asi"]), ("Kashif", &["Kash"]), ("Shahid", &["Shahs"]), ("Zeeshan", &["Zee"]),
    ("Oluwaseun", &["Seun", "Shaun"]), ("Emmanuel", &["Manny", "Emma"]), ("Chidi", &["Chid"]),
    ("Winston", &["Winnie"]), ("Delroy", &["Del"]), ("Leroy", &["Lee"]), ("Tyrone", &["Ty"]), ("Dwayne", &["Dwayne"]),
    ("Mohamed", &["Mo"]), ("Mohammed", &["Mo"]), ("Muhammad", &["Mo"]), ("Abdullahi", &["Abdi"]),
    ("Dafydd", &["Dai"]), ("Gwilym", &["Will"]), ("Siobhan", &["Shiv"]), ("Padraig", &["Paddy"]),
];

/// Spellings that are one name to the ear.
#[rustfmt::skip]
static SPELT: &[&[&str]] = &[
    &["Mohammed", "Muhammad", "Mohammad", "Mohamed", "Mohd", "Muhammed"], &["Hussain", "Hussein", "Husain", "Hossain"],
    &["Ahmed", "Ahmad", "Ahmet"], &["Catherine", "Katherine", "Kathryn", "Catharine"], &["Stephen", "Steven", "Stephan"],
    &["Claire", "Clare", "Clair"], &["Sian", "Siân", "Shan"], &["Rhys", "Reece", "Rees"], &["Ian", "Iain"],
    &["Geoffrey", "Jeffrey", "Jeffery"], &["Philip", "Phillip"], &["Alan", "Allan", "Allen"], &["Jon", "John"],
    &["Lewis", "Louis"], &["Connor", "Conor", "Conner"], &["Callum", "Calum", "Kallum"],
    &["Kieran", "Kieron", "Ciaran", "Keiran"], &["Sean", "Shaun", "Shawn"], &["Aisha", "Ayesha", "Aysha"],
    &["Chaudhry", "Choudhury", "Chowdhury", "Chaudhary"], &["Sheikh", "Shaikh", "Shekh"], &["Thomson", "Thompson", "Tomson"],
    &["Davies", "Davis"], &["Clark", "Clarke"], &["Reid", "Reed", "Read"], &["Brown", "Browne"],
    &["Smith", "Smyth", "Smythe"], &["Green", "Greene"], &["Moore", "More", "Moor"], &["Stewart", "Stuart"],
    &["MacDonald", "McDonald"], &["Phillips", "Philips"], &["Nicholls", "Nichols"], &["Gray", "Grey"],
    &["Johnston", "Johnson", "Johnstone"], &["Jayden", "Jaydon", "Jaden"], &["Aaron", "Arron"], &["Darren", "Darran"],
    &["Tracey", "Tracy", "Tracie"], &["Lesley", "Leslie"], &["Ann", "Anne"], &["Sara", "Sarah"], &["Teresa", "Theresa"],
    &["Kayleigh", "Kayley", "Kaylee", "Keighley"], &["Leanne", "Lianne", "Leigh-Anne"], &["Stacey", "Stacy"],
    &["Kerry", "Kerri", "Keri"], &["Hayley", "Haley", "Hayleigh"], &["Zoe", "Zoë", "Zoey"], &["Dafydd", "David"],
    &["Ieuan", "Ifan", "Iwan", "Evan"], &["Llŷr", "Llyr"], &["Hywel", "Howell"], &["Owain", "Owen"],
    &["Gwyn", "Gwynn", "Wyn"], &["Siôn", "Sion", "John"], &["Llewellyn", "Llywelyn"], &["Pryce", "Price"],
    &["Rees", "Reece", "Rhys"], &["Begum", "Begom"], &["Khan", "Kahn"], &["Akhtar", "Akhter", "Aktar"],
    &["Iqbal", "Ikbal"], &["Malik", "Mallick"], &["Rahman", "Rehman", "Rahaman"], &["Miah", "Mia", "Miya"],
    &["Uddin", "Udin"], &["Yusuf", "Yousuf", "Yousaf", "Youssef"], &["Umar", "Omar", "Omer"], &["Usman", "Osman"],
    &["Abdirahman", "Abdurahman", "Abdul Rahman"], &["Fatima", "Fathima", "Fatema"], &["Zainab", "Zaynab"],
    &["Gurpreet", "Gurprit"], &["Dhillon", "Dhillion"], &["Sandhu", "Sindhu"], &["Katarzyna", "Kataryna"],
    &["Krzysztof", "Kristof", "Krystof"], &["Małgorzata", "Malgosia"], &["Agnieszka", "Agnes"],
    &["Tomasz", "Thomas"], &["Marek", "Mark"], &["Andre", "Andrae"], &["Jermaine", "Germaine"],
    &["Tyrone", "Tyron"], &["Leroy", "Leroi"], &["Shanice", "Sharnice"], &["Chantelle", "Shantelle", "Chantel"],
    &["Adebayo", "Adebayor"], &["Oluwaseun", "Oluwasheun"], &["Kwame", "Kwami"], &["O'Brien", "OBrien", "O Brien"],
    &["O'Neill", "O'Neil", "ONeill"], &["O'Connor", "OConnor", "Connor"], &["Byrne", "Burn", "Burns"],
    &["Doherty", "Docherty", "Dougherty"], &["Kavanagh", "Cavanagh"], &["McLaughlin", "McLoughlin"],
    &["Murray", "Murry"], &["Wylie", "Wiley"], &["Elliott", "Elliot", "Eliot"], &["Barnett", "Barnet"],
    &["Bennett", "Bennet"], &["Whittaker", "Whitaker"], &["Shepherd", "Sheppard", "Shepard"], &["Pearce", "Pierce"],
    &["Hughes", "Hughs"], &["Mathews", "Matthews"], &["Rogers", "Rodgers"], &["Harris", "Harries"],
];

/// How people call somebody named `given`, where they do not use the name itself.
pub(super) fn everyday(given: &str, chance: &mut Chance) -> Option<&'static str> {
    let ours = EVERYDAY.iter().find(|(name, _)| *name == given);
    match ours {
        Some((_, forms)) => Some(chance.pick(forms)),
        None => short_form(given, chance),
    }
}

/// What an ear mishears. The beginning of a name is seldom misheard.
#[rustfmt::skip]
static HEARD: &[(&str, &str)] = &[
    ("ph", "f"),
    ("ck", "k"),
    ("ie", "ei"),
    ("ey", "y"),
    ("y", "ie"),
    ("ll", "l"),
    ("tt", "t"),
    ("nn", "n"),
    ("ss", "s"),
    ("ee", "ea"),
    ("oo", "u"),
    ("ou", "o"),
    ("ai", "ay"),
    ("th", "t"),
    ("c", "k"),
    ("s", "z"),
    ("z", "s"),
    ("v", "w"),
    ("ks", "x"),
    ("er", "or"),
    ("on", "en"),
    ("an", "en"),
    ("i", "y"),
    ("l", "ll"),
    ("e", "a"),
    ("o", "u"),
];

/// `name` in another spelling of the same sound.
pub(super) fn respelt(name: &str, chance: &mut Chance) -> String {
    if let Some(spellings) = SPELT.iter().find(|spellings| spellings.contains(&name)) {
        return chance.pick(spellings).to_owned();
    }
    let from = u32::try_from(HEARD.len()).unwrap_or(0);
    for _ in 0..8 {
        let at = usize::try_from(chance.below(from)).unwrap_or(0);
        let Some((sound, other)) = HEARD.get(at) else { continue };
        let found = name.char_indices().nth(1).and_then(|(start, _)| {
            let at = name.get(start..)?.find(sound)? + start;
            Some(format!("{}{other}{}", name.get(..at)?, name.get(at + sound.len()..)?))
        });
        if let Some(heard) = found {
            return heard;
        }
    }
    name.to_owned()
}

/// `text` in letters without marks, as most systems keep it.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        plain.push(match letter {
            'ł' => 'l',
            'Ł' => 'L',
            'ą' | 'ă' | 'â' | 'á' => 'a',
            'ę' | 'ė' | 'é' | 'ë' | 'ê' => 'e',
            'ó' | 'ô' => 'o',
            'ś' | 'š' | 'ș' => 's',
            'Ș' | 'Ś' => 'S',
            'ź' | 'ż' | 'ž' => 'z',
            'Ż' | 'Ž' => 'Z',
            'ć' | 'č' => 'c',
            'ń' => 'n',
            'ț' => 't',
            'Ț' => 'T',
            'î' | 'í' => 'i',
            'ŷ' => 'y',
            'ū' => 'u',
            other => other,
        });
    }
    plain
}
