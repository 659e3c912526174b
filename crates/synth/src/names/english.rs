//! Names of people whose families are English, Welsh, Scottish, Irish, Gypsy or Irish Traveller. Common ones first.

#[rustfmt::skip]
pub(crate) static ENGLISH_MEN_OLDER: &[&str] = &[
    "David", "John", "Paul", "Michael", "Stephen", "Andrew", "Mark", "Peter", "Robert", "Anthony",
    "Ian", "Christopher", "Gary", "Kevin", "Alan", "Richard", "Simon", "Neil", "Philip", "Graham",
    "Martin", "Brian", "Keith", "Nigel", "Colin", "Steven", "Darren", "Barry", "Trevor", "Lee", "Wayne",
    "Craig", "Carl", "Terence", "Raymond", "Dean", "Jason", "Stuart", "Roger", "Malcolm", "Derek",
    "Gordon", "Clive", "Dennis", "Shaun", "Tony", "Adrian", "Jeremy", "Russell", "Gareth", "Leslie",
    "Vincent", "Norman", "Frank", "Roy", "Douglas", "Gerald", "Maurice", "Desmond", "Sidney",
];

#[rustfmt::skip]
pub(crate) static ENGLISH_MEN_YOUNGER: &[&str] = &[
    "Daniel", "James", "Thomas", "Joshua", "Ryan", "Liam", "Jordan", "Luke", "Matthew", "Jack", "Adam",
    "Callum", "Connor", "Lewis", "Kieran", "Nathan", "Jake", "Kyle", "Benjamin", "Ashley", "Aaron",
    "Joseph", "Bradley", "Reece", "Dylan", "Samuel", "Alexander", "Tyler", "Harry", "Jamie", "Brandon",
    "Charlie", "George", "Josh", "Louis", "Oliver", "Owen", "Scott", "Curtis", "Dale", "Jay", "Marcus",
    "Rhys", "Declan", "Ethan", "Mason", "Corey", "Leon", "Billy", "Elliot", "Toby", "Max", "Zak", "Kai",
    "Harvey", "Alfie", "Finley", "Levi", "Tommy", "Jayden", "Robbie", "Shane", "Danny", "Frankie",
    "Morgan", "Spencer", "Todd", "Joel", "Rowan", "Caleb",
];

#[rustfmt::skip]
pub(crate) static ENGLISH_WOMEN_OLDER: &[&str] = &[
    "Susan", "Julie", "Karen", "Jacqueline", "Deborah", "Tracey", "Jane", "Helen", "Diane", "Sharon",
    "Tracy", "Angela", "Sarah", "Alison", "Caroline", "Amanda", "Sandra", "Linda", "Catherine",
    "Elizabeth", "Carol", "Joanne", "Wendy", "Janet", "Dawn", "Christine", "Nicola", "Lisa", "Michelle",
    "Donna", "Lorraine", "Denise", "Maria", "Paula", "Gail", "Beverley", "Lesley", "Maxine", "Heather",
    "Theresa", "Pauline", "Yvonne", "Sheila", "Marie", "Gillian", "Jean", "Maureen", "Hazel", "Brenda",
    "Rita",
];

#[rustfmt::skip]
pub(crate) static ENGLISH_WOMEN_YOUNGER: &[&str] = &[
    "Emma", "Laura", "Rebecca", "Gemma", "Jessica", "Chloe", "Sophie", "Charlotte", "Amy", "Hannah",
    "Lauren", "Bethany", "Jade", "Kayleigh", "Megan", "Emily", "Leanne", "Natalie", "Stacey", "Kirsty",
    "Danielle", "Samantha", "Kelly", "Rachel", "Abigail", "Lucy", "Shannon", "Ellie", "Paige",
    "Chelsea", "Georgia", "Holly", "Courtney", "Kerry", "Hayley", "Zoe", "Katie", "Victoria", "Louise",
    "Melissa", "Carly", "Molly", "Demi", "Jodie", "Tanya", "Ellen", "Grace", "Eleanor", "Alice",
    "Olivia", "Poppy", "Daisy", "Jasmine", "Amber", "Harriet", "Isabel", "Naomi", "Robyn", "Summer",
    "Tia",
];

#[rustfmt::skip]
pub(crate) static ENGLISH_FAMILIES: &[&str] = &[
    "Smith", "Jones", "Taylor", "Brown", "Wilson", "Johnson", "Walker", "Wright", "Robinson",
    "Thompson", "White", "Hughes", "Edwards", "Green", "Hall", "Wood", "Harris", "Clarke", "Jackson",
    "Turner", "Hill", "Cooper", "Ward", "Moore", "Morris", "Clark", "Harrison", "King", "Baker",
    "Allen", "Parker", "Bennett", "Shaw", "Cook", "Simpson", "Marshall", "Bailey", "Richardson",
    "Adams", "Collins", "Carter", "Foster", "Barker", "Webb", "Ellis", "Chapman", "Mason", "Lloyd",
    "Holmes", "Hunt", "Palmer", "Mills", "Fisher", "Rogers", "Knight", "Barnes", "Matthews", "Dixon",
    "Butler", "Harvey", "Pearson", "Fletcher", "Howard", "Andrews", "Atkinson", "Hudson", "Armstrong",
    "Walsh", "Lawrence", "Dawson", "Booth", "Greenwood", "Sutcliffe", "Hargreaves", "Ashworth", "Haigh",
    "Crossley", "Dyson", "Firth", "Whitehead", "Thornton", "Metcalfe", "Pickering", "Hodgson", "Robson",
    "Charlton", "Milburn", "Dodd", "Nixon", "Elliott", "Fenwick", "Reed", "Hedley", "Storey",
    "Teasdale", "Watson", "Bell", "Gibson", "Stephenson", "Hutchinson", "Lowther", "Ridley", "Oliver",
    "Potts", "Trotter", "Coulson", "Bainbridge", "Wilkinson", "Holroyd", "Ogden", "Schofield",
    "Barraclough", "Naylor", "Sykes", "Beaumont", "Illingworth", "Murgatroyd", "Ackroyd", "Clegg",
    "Butterworth", "Entwistle", "Ramsbottom", "Duckworth", "Rigby", "Fairclough", "Bickerstaff",
    "Pilkington", "Tattersall", "Nuttall", "Kershaw", "Heywood", "Lomas", "Bradbury", "Goodwin",
    "Poole", "Tunnicliffe", "Rowley", "Sherwin", "Bagshaw", "Marsden", "Staniforth", "Wragg", "Hallam",
    "Oxley", "Revell", "Swift", "Tingle", "Womack", "Yates", "Abbott", "Bishop", "Carpenter", "Drew",
    "Farmer", "Gardner", "Hancock", "Ingram", "Jarvis", "Kemp", "Lamb", "Mead", "Nash", "Osborne",
    "Page", "Quinnell", "Rowe", "Sadler", "Tanner", "Underwood", "Vickers", "Wheatley", "Younger",
    "Ainsley", "Bulmer", "Cowgill", "Dinsdale", "Eastwood", "Fawcett", "Gaunt", "Hebden", "Iveson",
    "Jagger", "Kitching", "Lister", "Midgley", "Nettleton", "Ormerod", "Priestley", "Ratcliffe",
    "Shackleton", "Thackray", "Uttley", "Varley", "Waddington", "Holdsworth", "Amsden", "Birtles",
    "Cottam", "Dewhurst", "Earnshaw", "Foulds", "Grimshaw", "Halliwell", "Iddon", "Jowett", "Knowles",
    "Leadbetter",
];

#[rustfmt::skip]
pub(crate) static WELSH_MEN: &[&str] = &[
    "Rhys", "Gareth", "Dylan", "Owain", "Ieuan", "Gethin", "Aled", "Huw", "Dafydd", "Emyr", "Llŷr",
    "Iwan", "Geraint", "Tomos", "Steffan", "Hywel", "Macsen", "Osian", "Gwilym", "Siôn",
];
#[rustfmt::skip]
pub(crate) static WELSH_WOMEN: &[&str] = &[
    "Sian", "Bethan", "Carys", "Rhian", "Nia", "Cerys", "Angharad", "Ffion", "Elin", "Lowri", "Megan",
    "Catrin", "Seren", "Mared", "Non", "Gwenllian", "Eleri", "Siân",
];
#[rustfmt::skip]
pub(crate) static WELSH_FAMILIES: &[&str] = &[
    "Davies", "Evans", "Williams", "Roberts", "Lewis", "Thomas", "Griffiths", "Morgan", "Owen", "Price",
    "Rees", "Jenkins", "Powell", "Parry", "Pugh", "Bowen", "Howells", "Pritchard", "Llewellyn",
    "Vaughan", "Probert", "Gwynne", "Bevan",
];

#[rustfmt::skip]
pub(crate) static SCOTTISH_MEN: &[&str] = &[
    "Scott", "Craig", "Ross", "Fraser", "Euan", "Callum", "Gordon", "Hamish", "Stuart", "Duncan",
    "Angus", "Iain", "Cameron", "Gregor", "Blair", "Finlay", "Rory", "Kenneth", "Murdo", "Greig",
];
#[rustfmt::skip]
pub(crate) static SCOTTISH_WOMEN: &[&str] = &[
    "Fiona", "Kirsty", "Eilidh", "Morag", "Isla", "Catriona", "Mhairi", "Ailsa", "Lorna", "Shona",
    "Iona", "Heather", "Moira", "Skye", "Rhona", "Elspeth",
];
#[rustfmt::skip]
pub(crate) static SCOTTISH_FAMILIES: &[&str] = &[
    "Campbell", "Stewart", "Macdonald", "Reid", "Murray", "Ross", "Graham", "Kerr", "Paterson",
    "Mackenzie", "McLean", "Duncan", "Ferguson", "Johnston", "McKay", "Hamilton", "Cunningham",
    "Sinclair", "Crawford", "McIntosh", "Drummond", "Galbraith", "Lennox", "MacLeod", "Buchanan",
    "Muir", "Rennie", "Dalgleish", "Auld", "Tulloch",
];

#[rustfmt::skip]
pub(crate) static IRISH_MEN: &[&str] = &[
    "Sean", "Patrick", "Declan", "Liam", "Ciaran", "Brendan", "Eoin", "Conor", "Niall", "Dermot",
    "Kieran", "Eamon", "Padraig", "Cormac", "Fergal", "Donal", "Oisín", "Cathal", "Seamus", "Tadhg",
];
#[rustfmt::skip]
pub(crate) static IRISH_WOMEN: &[&str] = &[
    "Siobhan", "Aoife", "Niamh", "Sinead", "Bridget", "Orla", "Roisin", "Maeve", "Ciara", "Grainne",
    "Deirdre", "Caoimhe", "Nuala", "Aisling", "Bernadette", "Gráinne",
];
#[rustfmt::skip]
pub(crate) static IRISH_FAMILIES: &[&str] = &[
    "Murphy", "Kelly", "O'Brien", "Byrne", "Ryan", "O'Connor", "Walsh", "O'Neill", "Doyle", "McCarthy",
    "Gallagher", "Doherty", "Kennedy", "Lynch", "Murray", "Quinn", "Moran", "McLoughlin", "O'Donnell",
    "Brennan", "Duffy", "Burke", "Nolan", "Fitzgerald", "Donnelly", "Mulligan", "Keane", "Hanrahan",
    "Devlin", "MacNamara",
];

#[rustfmt::skip]
pub(crate) static TRAVELLER_MEN: &[&str] = &[
    "John", "Michael", "Patrick", "Martin", "James", "Jimmy", "Thomas", "Francie", "Miley", "Bartley",
    "Levi", "Nelson", "Riley", "Elijah", "Davey", "Hughie", "Christy", "Job",
];
#[rustfmt::skip]
pub(crate) static TRAVELLER_WOMEN: &[&str] = &[
    "Margaret", "Mary", "Kathleen", "Bridget", "Winnie", "Nan", "Shakira", "Chantelle", "Lavinia",
    "Rosie", "Violet", "Delia", "Nora", "Priscilla",
];
#[rustfmt::skip]
pub(crate) static TRAVELLER_FAMILIES: &[&str] = &[
    "Lee", "Smith", "Ward", "Connors", "McDonagh", "Boswell", "Doran", "Cash", "Price", "Maughan",
    "Joyce", "Heron", "Gaskin", "Stokes", "Penfold", "Loveridge", "Hanrahan", "Mongan",
];
