//! The figures of this predictor, as they were published: static, and with answers about the present.

use super::{Drug, OffenceKind};
use crate::reoffending_score::RecordedSex;

/// What differs between the two groups by sex.
pub(super) struct OfSex {
    /// Age, its square, its cube and its fourth power.
    pub age: [f64; 4],
    /// Each year between the first and the second sanction.
    pub gap: f64,
    /// The rate of three or more sanctions.
    pub rate: f64,
    /// Its square.
    pub rate_squared: f64,
}

/// The figures of one version.
pub(super) struct Figures {
    pub intercept: f64,
    male: OfSex,
    women: OfSex,
    /// Added for every female.
    pub female: f64,
    pub first: f64,
    pub second: f64,
    pub each_sanction: f64,
    /// Months without an offence, their square, cube and fourth power.
    pub months: [f64; 4],
    /// In the order of the list of offences.
    offences: [(OffenceKind, f64); 20],
}

impl Figures {
    pub(super) const fn of(&self, sex: RecordedSex) -> &OfSex {
        match sex {
            RecordedSex::Male => &self.male,
            RecordedSex::Female => &self.women,
        }
    }

    pub(super) fn offence(&self, kind: OffenceKind) -> f64 {
        self.offences.iter().find(|(one, _)| *one == kind).map_or(0.0, |(_, adds)| *adds)
    }
}

/// Static facts and time alone.
pub(super) const STATIC: Figures = Figures {
    intercept: 5.017_022_924_990_72,
    male: OfSex {
        age: [
            -0.142_428_460_338_541,
            0.001_100_041_389_915_1,
            0.000_019_853_847_160_6,
            -0.000_000_264_891_833_5,
        ],
        gap: -0.043_205_183_916_183_4,
        rate: 1.552_983_030_837_17,
        rate_squared: 0.129_334_968_245_905,
    },
    women: OfSex {
        age: [
            -0.017_501_451_668_922_6,
            0.000_162_534_690_723_4,
            0.000_000_364_524_130_5,
            -0.000_000_074_622_058_8,
        ],
        gap: -0.042_799_831_584_160_7,
        rate: 1.019_803_071_241_96,
        rate_squared: -0.039_439_197_041_062,
    },
    female: -2.952_242_007_171_83,
    first: -3.943_570_499_330_93,
    second: -3.061_892_120_459_04,
    each_sanction: -0.004_275_730_128_499_5,
    months: [
        -0.076_208_622_316_962_4,
        0.001_623_013_418_290_2,
        0.000_022_447_313_538_7,
        -0.000_001_280_863_868_5,
    ],
    offences: [
        (OffenceKind::BurglaryDomestic, 0.155_944_202_809_011),
        (OffenceKind::BurglaryOther, 0.206_024_804_322_8),
        (OffenceKind::Drunkenness, 0.587_490_417_262_633),
        (OffenceKind::DrinkDriving, -0.264_724_530_382_273),
        (OffenceKind::Motoring, -0.043_998_082_283_018_4),
        (OffenceKind::VehicleTheft, 0.173_405_416_410_866),
        (OffenceKind::Fraud, -0.434_791_453_303_048),
        (OffenceKind::WelfareFraud, -1.153_954_955_799_48),
        (OffenceKind::DrugImport, -0.468_252_524_851_408),
        (OffenceKind::DrugPossession, 0.020_410_198_612_186_3),
        (OffenceKind::Violence, -0.110_075_583_936_778),
        (OffenceKind::PublicOrder, 0.085_441_028_882_002_7),
        (OffenceKind::Handling, 0.088_414_958_679_896),
        (OffenceKind::Damage, 0.121_675_998_997_35),
        (OffenceKind::Robbery, -0.119_211_282_701_221),
        (OffenceKind::Other, 0.038_443_439_303_772_5),
        (OffenceKind::Absconding, 0.325_485_504_296_161),
        (OffenceKind::SexualChild, 0.111_620_464_721_896),
        (OffenceKind::SexualAdult, 0.169_969_798_103_235),
        (OffenceKind::Theft, 0.462_548_123_919_817),
    ],
};

/// With answers about the present.
pub(super) const DYNAMIC: Figures = Figures {
    intercept: 3.836_541_486_920_14,
    male: OfSex {
        age: [
            -0.110_202_179_628_585,
            0.000_672_672_344_385_8,
            0.000_013_871_944_595_7,
            -0.000_000_161_077_542_2,
        ],
        gap: -0.031_972_502_871_209_9,
        rate: 1.245_405_230_446_96,
        rate_squared: 0.080_189_426_285_439_5,
    },
    women: OfSex {
        age: [
            -0.009_767_748_591_997_2,
            0.000_126_702_732_348,
            -0.000_000_609_492_679_5,
            -0.000_000_071_341_586_2,
        ],
        gap: -0.031_141_236_173_441_4,
        rate: 0.829_951_359_317_464,
        rate_squared: -0.043_001_810_960_291_8,
    },
    female: -2.688_010_563_220_21,
    first: -3.398_243_783_369_32,
    second: -2.603_445_812_880_04,
    each_sanction: -0.003_026_287_564_680_5,
    months: [-0.053_118_038_390_531_2, 0.000_407_521_853_042_2, 0.0, 0.0],
    offences: [
        (OffenceKind::BurglaryDomestic, 0.153_587_984_043_406),
        (OffenceKind::BurglaryOther, 0.222_442_735_978_286),
        (OffenceKind::Drunkenness, 0.523_303_164_370_094),
        (OffenceKind::DrinkDriving, -0.196_918_572_042_409),
        (OffenceKind::Motoring, 0.073_036_170_290_105_9),
        (OffenceKind::VehicleTheft, 0.164_192_212_478_264),
        (OffenceKind::Fraud, -0.322_533_218_006_326),
        (OffenceKind::WelfareFraud, -0.841_992_532_871_743),
        (OffenceKind::DrugImport, -0.437_670_727_296_335),
        (OffenceKind::DrugPossession, 0.004_971_691_281_791_9),
        (OffenceKind::Violence, -0.171_350_876_457_525),
        (OffenceKind::PublicOrder, 0.062_972_626_556_902_9),
        (OffenceKind::Handling, 0.155_377_725_974_202),
        (OffenceKind::Damage, 0.025_011_380_360_132_1),
        (OffenceKind::Robbery, -0.177_705_019_766_066),
        (OffenceKind::Other, 0.097_115_717_952_528_7),
        (OffenceKind::Absconding, 0.236_777_685_679_456),
        (OffenceKind::SexualChild, 0.017_562_808_485_382_4),
        (OffenceKind::SexualAdult, 0.091_911_574_340_131_4),
        (OffenceKind::Theft, 0.428_689_161_915_978),
    ],
};

/// Factors of answers about the present.
pub(super) mod answers {
    use super::Drug;

    pub(in super::super) const ACCOMMODATION: f64 = 0.084_804_915_835_575_3;
    pub(in super::super) const UNEMPLOYED: f64 = 0.031_778_373_380_937_7;
    pub(in super::super) const LIVE_IN_PARTNER: f64 = -0.266_331_545_877_519;
    pub(in super::super) const RELATIONSHIP: f64 = 0.036_405_188_500_513_8;
    pub(in super::super) const PARTNER_QUALITY: f64 = 0.141_655_261_924_428;
    pub(in super::super) const DOMESTIC_ABUSE: f64 = 0.063_566_919_683_394_9;
    pub(in super::super) const ACTIVITIES: f64 = 0.126_491_602_592_029;
    pub(in super::super) const DRUG_MOTIVATION: f64 = 0.086_154_249_933_93;
    pub(in super::super) const CHRONIC_DRINKING: f64 = 0.074_500_670_360_177_2;
    pub(in super::super) const BINGE_DRINKING: f64 = 0.033_842_743_646_510_8;
    pub(in super::super) const IMPULSIVITY: f64 = 0.042_198_837_009_529_7;
    pub(in super::super) const ATTITUDE: f64 = 0.043_908_309_544_141_7;

    pub(in super::super) const fn drug(drug: Drug) -> f64 {
        match drug {
            Drug::Heroin => 0.182_096_496_867_273,
            Drug::OtherOpiate => 0.178_929_582_612_15,
            Drug::Crack => 0.109_095_964_190_426,
            Drug::Cocaine => 0.060_513_547_069_115_2,
            Drug::Prescription => 0.025_224_061_460_748_3,
            Drug::Benzodiazepine => 0.076_435_334_816_451_3,
            Drug::Cannabis => 0.049_300_440_360_878,
            Drug::Steroids => 0.202_231_737_251_706,
            Drug::Other => 0.026_779_430_865_112_3,
        }
    }
}
