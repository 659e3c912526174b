//! Names of people whose families come from further away, as they are met in an English county. Common ones first.

#[rustfmt::skip]
pub(crate) static POLISH_MEN: &[&str] = &[
    "Piotr", "Krzysztof", "Andrzej", "Tomasz", "Paweł", "Marcin", "Michał", "Marek", "Grzegorz",
    "Łukasz", "Adam", "Zbigniew", "Rafał", "Mateusz", "Kamil", "Jakub", "Dawid", "Sławomir", "Bartosz",
    "Wojciech", "Przemysław",
];
#[rustfmt::skip]
pub(crate) static POLISH_WOMEN: &[&str] = &[
    "Anna", "Katarzyna", "Małgorzata", "Agnieszka", "Barbara", "Ewa", "Magdalena", "Joanna", "Monika",
    "Aleksandra", "Karolina", "Justyna", "Beata", "Dorota", "Iwona", "Sylwia",
];
/// Family names that have a form for men and one for women.
#[rustfmt::skip]
pub(crate) static POLISH_FAMILIES: &[&str] = &[
    "Nowak", "Kowalski", "Wiśniewski", "Wójcik", "Kowalczyk", "Kamiński", "Lewandowicz", "Zieliński",
    "Szymański", "Woźniak", "Dąbrowski", "Kozłowski", "Jankowski", "Mazur", "Kwiatkowski", "Krawczyk",
    "Piotrowski", "Grabowski", "Nowicki", "Pawlak", "Michalak", "Sikora", "Baran", "Ostrowski",
    "Wróbel",
];

#[rustfmt::skip]
pub(crate) static ROMANIAN_MEN: &[&str] = &[
    "Andrei", "Alexandru", "Ionuț", "Mihai", "Gheorghe", "Florin", "Marian", "Vasile", "Cristian",
    "Adrian", "Constantin", "Daniel", "Dumitru", "Bogdan", "Nicolae", "Sorin", "Ștefan", "Viorel",
    "Costel", "Ilie",
];
#[rustfmt::skip]
pub(crate) static ROMANIAN_WOMEN: &[&str] = &[
    "Maria", "Elena", "Ioana", "Andreea", "Mihaela", "Cristina", "Alina", "Gabriela", "Daniela",
    "Florentina", "Mariana", "Roxana", "Simona", "Lăcrămioara",
];
#[rustfmt::skip]
pub(crate) static ROMANIAN_FAMILIES: &[&str] = &[
    "Popa", "Popescu", "Radu", "Ionescu", "Dumitru", "Stan", "Stoica", "Gheorghe", "Matei", "Rusu",
    "Munteanu", "Marin", "Tudor", "Dobre", "Barbu", "Nistor", "Florea", "Lungu", "Ciobanu", "Dinu",
    "Văcărescu", "Țîrlea",
];

#[rustfmt::skip]
pub(crate) static BALTIC_MEN: &[&str] = &[
    "Jonas", "Vytautas", "Mindaugas", "Tomas", "Darius", "Andrius", "Marius", "Arturas", "Mantas",
    "Deividas", "Juris", "Andris", "Žilvinas", "Edgars",
];
#[rustfmt::skip]
pub(crate) static BALTIC_WOMEN: &[&str] = &[
    "Rasa", "Daiva", "Jurgita", "Inga", "Kristina", "Vilma", "Aušra", "Ieva", "Agnė", "Liga", "Ilze",
    "Eglė",
];
#[rustfmt::skip]
pub(crate) static BALTIC_FAMILIES: &[&str] = &[
    "Kazlauskas", "Jankauskas", "Petrauskas", "Stankevičius", "Vasiliauskas", "Butkus", "Paulauskas",
    "Urbonas", "Kavaliauskas", "Balčiūnas", "Berzins", "Kalnins", "Ozols", "Žukauskas",
];

#[rustfmt::skip]
pub(crate) static PAKISTANI_MEN: &[&str] = &[
    "Mohammed", "Muhammad", "Imran", "Adeel", "Usman", "Bilal", "Hamza", "Asif", "Zahid", "Tariq",
    "Kashif", "Waseem", "Faisal", "Shahid", "Nadeem", "Aamir", "Yasir", "Haroon", "Zeeshan", "Sajid",
    "Ibrar", "Qasim", "Rizwan", "Umar", "Arslan", "Tanveer", "Adnan", "Junaid", "Khalid", "Mohammad",
];
#[rustfmt::skip]
pub(crate) static PAKISTANI_WOMEN: &[&str] = &[
    "Saima", "Ayesha", "Fatima", "Sana", "Shazia", "Nadia", "Rukhsana", "Farzana", "Aisha", "Zainab",
    "Maryam", "Samina", "Iqra", "Nasreen", "Hina", "Rabia", "Tahira", "Bushra",
];
#[rustfmt::skip]
pub(crate) static PAKISTANI_FAMILIES: &[&str] = &[
    "Khan", "Hussain", "Ahmed", "Ali", "Mahmood", "Iqbal", "Akhtar", "Malik", "Shah", "Mirza", "Butt",
    "Rafiq", "Aslam", "Chaudhry", "Sheikh", "Javed", "Qureshi", "Bashir", "Raja", "Ashraf", "Siddiqui",
    "Zaman", "Hanif", "Younis", "Ahmad",
];

#[rustfmt::skip]
pub(crate) static SIKH_MEN: &[&str] = &[
    "Harjit", "Gurpreet", "Manjit", "Jaspal", "Sukhdev", "Balwinder", "Amrit", "Hardeep", "Jagdeep",
    "Kuldip", "Ranjit", "Parminder", "Navdeep", "Satnam", "Gurdeep", "Inderjit", "Tarlochan", "Simran",
];
#[rustfmt::skip]
pub(crate) static SIKH_WOMEN: &[&str] = &[
    "Harpreet", "Jaswinder", "Kulwinder", "Manpreet", "Gurpreet", "Sukhjit", "Baljit", "Rajinder",
    "Amandeep", "Simran", "Navjot", "Parmjit", "Kiran",
];
#[rustfmt::skip]
pub(crate) static SIKH_FAMILIES: &[&str] = &[
    "Gill", "Sandhu", "Dhillon", "Sidhu", "Grewal", "Bains", "Dhaliwal", "Johal", "Atwal", "Sohal",
    "Mann", "Virk", "Rai", "Kang", "Uppal", "Chahal",
];

#[rustfmt::skip]
pub(crate) static GUJARATI_MEN: &[&str] = &[
    "Rajesh", "Sanjay", "Nilesh", "Bhavesh", "Hitesh", "Dinesh", "Ketan", "Jignesh", "Vijay", "Amit",
    "Kiran", "Pratik", "Mehul", "Anil", "Deepak", "Rakesh",
];
#[rustfmt::skip]
pub(crate) static GUJARATI_WOMEN: &[&str] = &[
    "Hina", "Bhavna", "Nisha", "Meena", "Daksha", "Sonal", "Pooja", "Rekha", "Jyoti", "Priya",
    "Kalpana", "Urvashi",
];
#[rustfmt::skip]
pub(crate) static GUJARATI_FAMILIES: &[&str] = &[
    "Patel", "Shah", "Mistry", "Desai", "Solanki", "Parmar", "Chauhan", "Joshi", "Sharma", "Mehta",
    "Bhatt", "Modha", "Thakkar", "Rathod", "Sodha", "Vaghela",
];

#[rustfmt::skip]
pub(crate) static BENGALI_MEN: &[&str] = &[
    "Mohammed", "Abdul", "Shah", "Rahim", "Kamal", "Jahangir", "Faruk", "Rubel", "Tareq", "Shamim",
    "Nazrul", "Sumon", "Mizan", "Anwar", "Habib", "Kabir",
];
#[rustfmt::skip]
pub(crate) static BENGALI_WOMEN: &[&str] = &[
    "Shahida", "Rokeya", "Nasima", "Salma", "Ruksana", "Fahmida", "Taslima", "Sultana", "Jahanara",
    "Rahela", "Momtaz",
];
#[rustfmt::skip]
pub(crate) static BENGALI_FAMILIES: &[&str] = &[
    "Miah", "Uddin", "Rahman", "Islam", "Begum", "Ali", "Hossain", "Choudhury", "Ahmed", "Khatun",
    "Alam", "Haque", "Sarkar", "Talukdar", "Khanom", "Mollah",
];

#[rustfmt::skip]
pub(crate) static CARIBBEAN_MEN: &[&str] = &[
    "Marlon", "Leroy", "Delroy", "Jermaine", "Tyrone", "Nathaniel", "Andre", "Dwayne", "Winston",
    "Kemar", "Romario", "Errol", "Kadeem", "Junior", "Tevin", "Devante", "Isaiah", "Clinton", "Orville",
    "Akeem",
];
#[rustfmt::skip]
pub(crate) static CARIBBEAN_WOMEN: &[&str] = &[
    "Shanice", "Marcia", "Chanelle", "Yvette", "Kadisha", "Sonia", "Beverley", "Tanisha", "Jasmine",
    "Rochelle", "Simone", "Claudette", "Aaliyah", "Monique",
];
#[rustfmt::skip]
pub(crate) static CARIBBEAN_FAMILIES: &[&str] = &[
    "Campbell", "Brown", "Williams", "Francis", "Grant", "Gordon", "Clarke", "Reid", "Bailey",
    "Morrison", "Blake", "Lewis", "Thomas", "Samuels", "Henry", "Mcfarlane", "Palmer", "Dacosta",
    "Edwards", "Bogle", "Pinnock", "Rowe", "Gayle-Bennett", "St Hilaire", "Facey",
];

#[rustfmt::skip]
pub(crate) static WEST_AFRICAN_MEN: &[&str] = &[
    "Emmanuel", "Samuel", "Kwame", "Oluwaseun", "Tunde", "Chukwuemeka", "Kofi", "Ibrahim", "Babatunde",
    "Chinedu", "Yaw", "Segun", "Ifeanyi", "Kwabena", "Ayodele", "Emeka", "Obinna", "Kojo", "Femi",
    "Lamin",
];
#[rustfmt::skip]
pub(crate) static WEST_AFRICAN_WOMEN: &[&str] = &[
    "Blessing", "Grace", "Ama", "Abimbola", "Chioma", "Folake", "Akosua", "Ngozi", "Esther", "Adwoa",
    "Ifeoma", "Temitope", "Precious", "Fatou",
];
#[rustfmt::skip]
pub(crate) static WEST_AFRICAN_FAMILIES: &[&str] = &[
    "Mensah", "Okafor", "Adeyemi", "Owusu", "Boateng", "Okonkwo", "Asante", "Balogun", "Eze", "Osei",
    "Adebayo", "Nwosu", "Appiah", "Ogunleye", "Agyeman", "Bello", "Ceesay", "Addo", "Obi", "Ojo",
    "Adjei", "Jallow", "Akintola-Cole", "Onyekachi",
];

#[rustfmt::skip]
pub(crate) static SOMALI_MEN: &[&str] = &[
    "Abdi", "Mohamed", "Ahmed", "Abdirahman", "Hassan", "Yusuf", "Omar", "Ali", "Ismail", "Mahad",
    "Liban", "Guled", "Farah", "Khadar",
];
#[rustfmt::skip]
pub(crate) static SOMALI_WOMEN: &[&str] = &[
    "Amina", "Hodan", "Fadumo", "Ifrah", "Hibo", "Sahra", "Khadija", "Ayaan", "Nimco", "Zamzam",
    "Hamdi",
];
#[rustfmt::skip]
pub(crate) static SOMALI_FAMILIES: &[&str] = &[
    "Mohamed", "Ali", "Hassan", "Abdi", "Ahmed", "Omar", "Warsame", "Farah", "Jama", "Yusuf", "Ibrahim",
    "Abdullahi", "Nur", "Aden", "Hirsi-Dahir", "Osman",
];

#[rustfmt::skip]
pub(crate) static CHINESE_MEN: &[&str] = &[
    "Wei", "Jian", "Ming", "Ka Ming", "Chi Wai", "Hao", "Jun", "Xiaolong", "Yong", "Kwok Wah", "Tao",
    "Wing Kit", "Zhiqiang",
];
#[rustfmt::skip]
pub(crate) static CHINESE_WOMEN: &[&str] = &[
    "Mei", "Xiu Ying", "Wai Yee", "Li Na", "Hui", "Siu Fong", "Yan", "Ka Yan", "Fang", "Jing",
    "Mei Ling",
];
#[rustfmt::skip]
pub(crate) static CHINESE_FAMILIES: &[&str] = &[
    "Chen", "Wong", "Chan", "Li", "Lin", "Zhang", "Cheung", "Liu", "Leung", "Yang", "Huang", "Ng",
    "Tang", "Ho", "Zheng", "Kwok",
];

#[rustfmt::skip]
pub(crate) static ARAB_KURDISH_MEN: &[&str] = &[
    "Karwan", "Ahmad", "Omar", "Rebwar", "Hiwa", "Mustafa", "Ali", "Hassan", "Dilshad", "Khaled",
    "Yousef", "Sherko", "Aram", "Bashar", "Salar", "Tariq",
];
#[rustfmt::skip]
pub(crate) static ARAB_KURDISH_WOMEN: &[&str] = &[
    "Shilan", "Layla", "Rania", "Nasrin", "Hana", "Zahra", "Khulood", "Dalal", "Samira", "Rojin",
    "Avin",
];
#[rustfmt::skip]
pub(crate) static ARAB_KURDISH_FAMILIES: &[&str] = &[
    "Ahmed", "Hassan", "Mahmoud", "Aziz", "Rashid", "Salih", "Kareem", "Al-Hakim", "Mustafa", "Qadir",
    "El-Sayegh", "Hama", "Barzan", "Al-Najjar", "Rostam",
];

#[rustfmt::skip]
pub(crate) static AFGHAN_MEN: &[&str] = &[
    "Ahmad", "Zabihullah", "Najib", "Farid", "Rahmatullah", "Habib", "Noor", "Jawad", "Samiullah",
    "Wali", "Naqib", "Shafiq", "Esmat", "Hamid",
];
#[rustfmt::skip]
pub(crate) static AFGHAN_WOMEN: &[&str] = &[
    "Zarghona", "Parwana", "Shukria", "Freshta", "Mina", "Nazia", "Zohra", "Latifa", "Malalai", "Hosna",
];
#[rustfmt::skip]
pub(crate) static AFGHAN_FAMILIES: &[&str] = &[
    "Ahmadzai", "Rahimi", "Stanekzai", "Noori", "Safi", "Haidari", "Wardak", "Popal", "Amiri",
    "Sultani", "Mohmand", "Yousafi",
];

#[rustfmt::skip]
pub(crate) static TAMIL_MEN: &[&str] = &[
    "Suresh", "Kumaran", "Ganeshan", "Murugan", "Sivakumar", "Prakash", "Ravindran", "Thilak", "Balan",
    "Selvan",
];
#[rustfmt::skip]
pub(crate) static TAMIL_WOMEN: &[&str] = &[
    "Lakshmi", "Revathi", "Vasanthi", "Kavitha", "Thamarai", "Sumathi", "Meenakshi", "Anusha",
    "Nirmala",
];
#[rustfmt::skip]
pub(crate) static TAMIL_FAMILIES: &[&str] = &[
    "Sivarajah", "Nadarajah", "Thevarajan", "Kandiah", "Arumugam", "Rajaratnam", "Subramaniam",
    "Pillai", "Balasingam", "Selvadurai",
];
