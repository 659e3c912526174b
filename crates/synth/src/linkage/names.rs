//! Rarer names than those of the demonstration's people: a million records need more names than a county's desk does.
//!
//! Rarer family names are put together from a beginning and an end, as many English, Polish or West African names once were.

#[rustfmt::skip]
pub(super) static STEMS: &[&str] = &[
    "Ash", "Brad", "Whit", "Lang", "Hart", "Wood", "Thorn", "Hol", "Stan", "Brook", "Al", "Burn", "Cran",
    "Den", "Ed", "Farn", "Gold", "Ham", "King", "Lin", "Mil", "Nor", "Oak", "Pem", "Ros", "Sher", "Under",
    "Wat", "Win", "Har", "Barn", "Beck", "Birk", "Bland", "Black", "Bram", "Brent", "Broad", "Bux", "Cal",
    "Carl", "Chat", "Chis", "Clay", "Cliff", "Cole", "Copp", "Cot", "Crow", "Dal", "Dray", "Dun", "East",
    "El", "Fair", "Fen", "Fern", "Ford", "Fox", "Gar", "Glad", "Gran", "Green", "Hadd", "Hald", "Hands",
    "Hather", "Hazel", "Heath", "Hick", "High", "Hollin", "Hors", "Kel", "Kirk", "Lamb", "Led", "Lock",
    "Long", "Lud", "Mal", "Marl", "Med", "Mor", "New", "Nut", "Old", "Orm", "Pad", "Pres", "Rad", "Rams",
    "Red", "Ring", "Rud", "Sand", "Sel", "Shel", "Skel", "Stal", "Stock", "Stret", "Sut", "Swin", "Tad",
    "Thurl", "Til", "Up", "Wads", "Wake", "Wal", "Wes", "Wharf", "Wick", "Wil", "Wor", "Yar", "York",
];
#[rustfmt::skip]
pub(super) static ENDS: &[&str] = &[
    "ton", "ley", "ford", "ham", "wood", "worth", "field", "well", "bury", "by", "thorpe", "den", "more",
    "son", "bridge", "gate", "shaw", "stead", "wick", "combe", "croft", "dale", "hurst", "land", "stone",
    "bourne", "head", "ing", "man", "low", "grave", "borough", "water", "ridge",
];
#[rustfmt::skip]
pub(super) static MAC: &[&str] = &["Mac", "Mc", "Kil", "Dal", "Inver", "Auch", "Strath", "Glen"];
#[rustfmt::skip]
pub(super) static MAC_ENDS: &[&str] = &[
    "intyre", "allister", "ewan", "innes", "farlane", "gowan", "lennan", "nair", "rory", "vicar", "bride",
    "cuish", "phail", "quarrie", "andrew", "gregor", "murtrie", "naught", "fadyen", "whirter", "patrick",
];
#[rustfmt::skip]
pub(super) static IRISH: &[&str] = &["Mc", "O'", "Mul", "Fitz", "Gil", "Kil", "Dun"];
#[rustfmt::skip]
pub(super) static IRISH_ENDS: &[&str] = &[
    "Carthy", "Donagh", "Keever", "Rourke", "Shea", "Leary", "Dowd", "Gara", "Hara", "Malley", "Rafferty",
    "Cullen", "Kenna", "Veigh", "Cafferty", "Nulty", "Brien", "Garry", "Connell", "Doherty", "Cahill",
];
#[rustfmt::skip]
pub(super) static POLISH: &[&str] = &[
    "Zawadz", "Majew", "Olszew", "Jaworsk", "Malinow", "Witkow", "Rutkow", "Sadow", "Bukow", "Czarnec",
    "Gołębiew", "Stępniew", "Makow", "Borkow", "Sobolew", "Lipiń", "Wysoc", "Kalinow", "Maciejew", "Brzeziń",
    "Rogal", "Kubac", "Sokołow", "Górec", "Wilcz", "Chmielew", "Urbań", "Laskow", "Krajew", "Domań",
];
#[rustfmt::skip]
pub(super) static POLISH_ENDS: &[&str] = &["ski", "czyk", "ak", "icz", "ka"];
#[rustfmt::skip]
pub(super) static POLISH_MEN: &[&str] = &[
    "Damian", "Daniel", "Artur", "Robert", "Szymon", "Konrad", "Radosław", "Zdzisław", "Leszek", "Mariusz",
    "Dariusz", "Jarosław", "Janusz", "Waldemar", "Arkadiusz", "Sebastian", "Hubert", "Patryk", "Adrian",
];
#[rustfmt::skip]
pub(super) static POLISH_WOMEN: &[&str] = &[
    "Zofia", "Paulina", "Natalia", "Weronika", "Elżbieta", "Danuta", "Krystyna", "Teresa", "Halina",
    "Kinga", "Patrycja", "Izabela", "Edyta", "Renata", "Wioletta", "Urszula",
];
#[rustfmt::skip]
pub(super) static ROMANIAN: &[&str] = &[
    "Vasil", "Anton", "Bog", "Cost", "Dragom", "Enach", "Filip", "Grigor", "Iord", "Luc", "Manol", "Neagu",
    "Oprea", "Petr", "Sand", "Tom", "Zaharia", "Cojoc", "Mold", "Serb",
];
#[rustfmt::skip]
pub(super) static ROMANIAN_ENDS: &[&str] = &["escu", "eanu", "iu", "ea", "ache", "ariu"];
#[rustfmt::skip]
pub(super) static PAKISTANI: &[&str] = &[
    "Abbasi", "Afzal", "Anwar", "Arif", "Aziz", "Baig", "Bhatti", "Dar", "Farooq", "Ghafoor", "Gul", "Habib",
    "Hamid", "Haq", "Hayat", "Ilyas", "Ishaq", "Jamil", "Karim", "Kazmi", "Khalid", "Latif", "Maqsood",
    "Masood", "Mughal", "Munir", "Mustafa", "Naseer", "Nawaz", "Nazir", "Parveen", "Rashid", "Razaq",
    "Rehman", "Riaz", "Saddiq", "Saeed", "Saleem", "Shafiq", "Sharif", "Shaukat", "Sultan", "Tufail",
    "Yaqoob", "Yousaf", "Zafar", "Zaheer", "Uddin", "Islam", "Sarwar", "Talukdar",
];
#[rustfmt::skip]
pub(super) static MUSLIM_MEN: &[&str] = &[
    "Ali", "Ahmed", "Hassan", "Hussain", "Ibrahim", "Ismail", "Omar", "Yusuf", "Khalil", "Salman", "Shoaib",
    "Suleman", "Tahir", "Taimoor", "Waqar", "Waqas", "Zain", "Zubair", "Idris", "Ilyas", "Mahmood", "Munir",
    "Naveed", "Nasir", "Rashid", "Sohail", "Shakeel", "Rehan", "Kamran", "Jamal", "Jabir", "Ishaq",
];
#[rustfmt::skip]
pub(super) static MUSLIM_WOMEN: &[&str] = &[
    "Amina", "Khadija", "Halima", "Hafsa", "Sumaya", "Safia", "Noor", "Nazia", "Nasima", "Parveen", "Razia",
    "Robina", "Sadia", "Saira", "Sabina", "Shabana", "Shaheen", "Sofia", "Uzma", "Yasmin", "Zara", "Zahra",
];
#[rustfmt::skip]
pub(super) static SIKH: &[&str] = &[
    "Atwal", "Bains", "Bassi", "Bhogal", "Chahal", "Chana", "Deol", "Dosanjh", "Grewal", "Hayer", "Heer",
    "Johal", "Kalsi", "Kang", "Khaira", "Khera", "Lally", "Matharu", "Nagra", "Nijjar", "Pannu", "Parmar",
    "Powar", "Purewal", "Rai", "Sahota", "Samra", "Sanghera", "Sehmi", "Tiwana", "Toor", "Uppal", "Virk",
];
#[rustfmt::skip]
pub(super) static SIKH_GIVEN: &[&str] = &[
    "Harpreet", "Gurdip", "Baljit", "Sukhjit", "Jaswinder", "Kulwinder", "Lakhvir", "Mandeep", "Amandeep",
    "Rajinder", "Rupinder", "Sandeep", "Surinder", "Tajinder", "Jasbir", "Karamjit", "Pritpal", "Davinder",
];
#[rustfmt::skip]
pub(super) static CARIBBEAN_MEN: &[&str] = &[
    "Daniel", "Jordan", "Anthony", "Michael", "Marlon", "Andre", "Kymani", "Deshawn", "Jerome", "Dwayne",
    "Romario", "Tyrone", "Keiron", "Lamar", "Rashaan", "D'Andre", "Tre", "Kwame", "Nathaniel", "Josiah",
];
#[rustfmt::skip]
pub(super) static CARIBBEAN_WOMEN: &[&str] = &[
    "Chantelle", "Shanice", "Keisha", "Tanisha", "Aaliyah", "Monique", "Simone", "Natasha", "Jada", "Tiana",
    "Latoya", "Yolanda", "Marcia", "Beverley", "Sharon", "Paulette", "Michelle", "Rochelle",
];
#[rustfmt::skip]
pub(super) static AFRICAN: &[&str] = &[
    "Ade", "Ola", "Olu", "Oye", "Aki", "Ogun", "Oko", "Chuk", "Nwa", "Eze", "Oni", "Ayo", "Baba", "Fa",
    "Osei", "Owu", "Amo", "Bo", "Asa", "Ani",
];
#[rustfmt::skip]
pub(super) static AFRICAN_ENDS: &[&str] = &[
    "yemi", "bayo", "wale", "kunle", "tunde", "dele", "rinde", "nkwo", "wuka", "maka", "kwe", "ateng", "su",
    "mah", "bola", "leke", "foluwa", "siola", "nrewaju", "ji",
];
#[rustfmt::skip]
pub(super) static MEN: &[&str] = &[
    "William", "Edward", "Henry", "Charles", "Jonathan", "Nicholas", "Timothy", "Dominic", "Damien", "Glenn",
    "Karl", "Warren", "Duncan", "Ross", "Stewart", "Geoffrey", "Francis", "Rory", "Hugh", "Ivan",
    "Julian", "Justin", "Gavin", "Garry", "Howard", "Leonard", "Bernard", "Victor", "Walter", "Arthur",
    "Albert", "Ernest", "Frederick", "Harold", "Ralph", "Ronald", "Stanley", "Zachary", "Theo", "Isaac",
    "Noah", "Jude", "Seb", "Elijah", "Gabriel", "Dexter", "Blake", "Jenson", "Tristan", "Miles", "Rupert",
    "Lloyd", "Clifford", "Denis", "Eric", "Gerard", "Hayden", "Ricky", "Kenneth", "Brett", "Jarrod", "Perry",
    "Quentin", "Rex", "Saul", "Troy", "Ainsley", "Barney", "Cameron", "Drew", "Emmett", "Fraser", "Grant",
];
#[rustfmt::skip]
pub(super) static WOMEN: &[&str] = &[
    "Claire", "Clare", "Anne", "Ann", "Margaret", "Patricia", "Barbara", "Dorothy", "Joan", "Kathleen",
    "Valerie", "Marion", "Marilyn", "Irene", "Joyce", "Sylvia", "Ruth", "Frances", "Rosemary", "Josephine",
    "Bridget", "Annette", "Elaine", "Suzanne", "Vanessa", "Tina", "Sally", "Fiona", "Kathryn", "Katherine",
    "Belinda", "Bernadette", "Cheryl", "Christina", "Emily", "Felicity", "Geraldine", "Imogen", "Jennifer",
    "Jenna", "Kim", "Kirstie", "Lydia", "Mandy", "Martha", "Matilda", "Millie", "Nancy", "Nina", "Phoebe",
    "Rosie", "Ruby", "Scarlett", "Sian", "Sienna", "Stephanie", "Tessa", "Toni", "Tracie", "Ursula", "Vera",
    "Winifred", "Yasmin", "Isobel", "Gabrielle", "Philippa", "Penelope", "Rosalind", "Miriam", "Judith",
];
