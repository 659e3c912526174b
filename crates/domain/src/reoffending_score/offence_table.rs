//! Tables of offence weights, each with the day from which it holds. A new edition is a new table, never a change of one.

use super::offence_weight::OffenceGroup;
use jiff::civil::{Date, date};

/// One group of offences.
pub(super) struct Row {
    /// Which.
    pub group: OffenceGroup,
    /// What it adds.
    pub weight: f64,
    /// Whole classes, and ranges of them.
    pub classes: &'static str,
    /// Classes with subclasses after a stroke, and ranges of these.
    pub exact: &'static str,
}

/// A table.
pub(super) struct Table {
    /// Its number, which the edition of a score names.
    pub number: u8,
    /// From which day it holds. The month is that in which probation began to use OGRS3.
    pub from: Date,
    /// Classes with subclasses that stand for several offences, and have no weight of their own.
    pub too_wide: &'static str,
    /// Classes that are not scored.
    pub unscored_classes: &'static str,
    /// Classes with subclasses that are not scored.
    pub unscored: &'static str,
    /// The weights.
    pub rows: &'static [Row],
}

/// All tables, oldest first.
pub(super) const TABLES: &[Table] = &[Table {
    number: 1,
    from: date(2008, 3, 1),
    too_wide: "088/00 111/00 141/00",
    unscored_classes: "950",
    unscored: "999/55",
    rows: OF_2008,
}];

const OF_2008: &[Row] = &[
    Row {
        group: OffenceGroup::DrugImport,
        weight: -0.7956,
        classes: "",
        exact: "077/50,61-65 092/00-49,90-93 093/55-61",
    },
    Row {
        group: OffenceGroup::SexualChild,
        weight: -0.6534,
        classes: "021 071 074",
        exact: "016/12-14,17-19,23-28 017/11,14,16 018/03-04,07-08,11 019/07,09,11,13,16-19 020/01,04,06 \
         022/00-01,06-25 023/00-01,03-11,14-37 025/03-04 073/00-02,07-18 086/02,10,15 088/01-02",
    },
    Row { group: OffenceGroup::Robbery, weight: -0.6348, classes: "034", exact: "" },
    Row { group: OffenceGroup::BurglaryDomestic, weight: -0.1239, classes: "028", exact: "999/20" },
    Row { group: OffenceGroup::DrinkDriving, weight: -0.1214, classes: "803", exact: "004/06 141/02,08-09" },
    Row {
        group: OffenceGroup::Other,
        weight: -0.0607,
        classes: "026 062-063 067 075-076 078 082 084-085 087 089 091 095-098 101 106 108 110 112 114 116-117 \
         122-124 135-138 142 144 146-148 150-154 156 158-161 163 168-169 172 175-181 184 188-192 194 \
         501 755 996 998",
        exact: "008/32 066/02 068/00,05-06,15 069/00-05 072/00 079/00-01,07-11 088/90 094/00-11 \
         099/00-06,11-99 104/42 111/01,03-11,21-24 121/09-21 125/86 143/00-95,98-99 155/00-17 157/00 \
         164/09-11,15-17 173/30-31 193/49-55 195/00-11,13-35,38-93,99 196/00-67,74-83,85-87,92-98 \
         197/01 795/20 796/88,90-93 997/00 999/00-05,08,49,52,68",
    },
    Row {
        group: OffenceGroup::Violence,
        weight: 0.0,
        classes: "000-003 005-007 011-015 029 031-032 035-036 081 090 103 105 109 113 115 145",
        exact: "004/00-03,05,07,10-11 008/00-31,33-38,40-77 059/15 066/83-88,90,97-98 068/04,16 069/06 \
         079/02-05 094/17 104/00-40 111/02,12-20 155/18 157/06-07 195/12,94 196/68-73,84 197/21 \
         997/01 999/06-07,57-58",
    },
    Row {
        group: OffenceGroup::SexualAdult,
        weight: 0.0328,
        classes: "070 139 503-504",
        exact: "008/39 016/00-11,15-16,20-22 017/00,12-13,15 018/00-02,05-06,09-10 019/00-04,08,10,12,14 \
         020/00,02-03,05 022/02-05 023/02,12-13 025/00-02,05 066/08,17-20 068/07-08 072/01-06 \
         073/03-06 086/00-01,03-09,11-14,16-17 088/03-15 164/12",
    },
    Row {
        group: OffenceGroup::DrugPossession,
        weight: 0.0772,
        classes: "",
        exact: "077/00,51-60 092/50-89 093/00-54,63-89 193/00-48,91-92",
    },
    Row {
        group: OffenceGroup::Fraud,
        weight: 0.1599,
        classes: "050-053 055 060-061",
        exact: "099/07-10 999/54",
    },
    Row {
        group: OffenceGroup::PublicOrder,
        weight: 0.1819,
        classes: "064-065 140 162 182-183 502",
        exact: "066/00-01,03-07,09-16,21-82,89,91-96,99 068/01-03,09-10,19-20 125/00-85,99 \
         141/01,03-05,10-20 143/96-97 164/00-07 196/88-91 725/01-02,81-82 795/24 796/89 999/56,59",
    },
    Row {
        group: OffenceGroup::Damage,
        weight: 0.205,
        classes: "009 056-058 149 185",
        exact: "059/00-14 999/50",
    },
    Row { group: OffenceGroup::BurglaryOther, weight: 0.2406, classes: "030 033", exact: "" },
    Row {
        group: OffenceGroup::Motoring,
        weight: 0.2622,
        classes: "126 170 802 804-825",
        exact: "004/04,08-09,12-19 173/00-20,50 725/15-18 795/08 999/51,53",
    },
    Row { group: OffenceGroup::Handling, weight: 0.3519, classes: "054 120", exact: "121/00-05 195/36" },
    Row { group: OffenceGroup::TakingVehicles, weight: 0.3801, classes: "037 048 130-131", exact: "" },
    Row { group: OffenceGroup::TheftFromVehicles, weight: 0.4272, classes: "045", exact: "" },
    Row {
        group: OffenceGroup::Theft,
        weight: 0.6612,
        classes: "038-044 046-047 049 118-119",
        exact: "121/06-07 999/21",
    },
    Row { group: OffenceGroup::Absconding, weight: 0.7334, classes: "080 083", exact: "" },
    Row { group: OffenceGroup::Soliciting, weight: 0.7606, classes: "024 027 107 165-167", exact: "" },
];
