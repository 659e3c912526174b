//! Models that cannot be scored are refused by name; training says what it did.

use linkage::{Linker, Model, ModelError, Preset, Rule, Training, train};

use crate::people::{rows, table};

#[test]
fn a_model_that_does_not_fit_is_refused_by_name() {
    let table = table(&rows(1, 20));
    let good = Preset::people().model(&table);
    let refusal = |change: &dyn Fn(&mut Model)| {
        let mut model = good.clone();
        change(&mut model);
        Linker::new(&table, &model).err().unwrap()
    };
    let column = refusal(&|model| model.comparisons[0].columns[0] = "shoe_size".into());
    assert_eq!(column, ModelError::NoColumn("shoe_size".into()));
    let key = refusal(&|model| model.blocking[0].keys[0].column = "shoe_size".into());
    assert_eq!(key, ModelError::NoColumn("shoe_size".into()));
    assert!(matches!(refusal(&|model| model.comparisons.clear()), ModelError::Size(_)));
    assert!(matches!(
        refusal(&|model| model.comparisons[0].levels[0].m = 1.5),
        ModelError::NotAProbability(_)
    ));
    let other = refusal(&|model| model.comparisons[0].levels[0].speaks_for = vec!["hat".into()]);
    assert_eq!(other, ModelError::NoComparison("hat".into()));
}

#[test]
fn training_says_honestly_whether_it_came_to_rest() {
    let table = table(&rows(2, 300));
    let model = Preset::people().model(&table);
    let hurried = train(&table, model.clone(), &Training { rounds: 2, ..Training::default() }).unwrap();
    assert!(!hurried.report.converged && hurried.report.rounds == 2);
    let patient = train(&table, model, &Training { rounds: 2000, ..Training::default() }).unwrap();
    assert!(patient.report.converged && patient.report.last_change <= Training::default().tolerance);
}

#[test]
fn what_is_fixed_is_not_learnt() {
    let table = table(&rows(3, 200));
    let mut model = Preset::people().model(&table);
    model.comparisons[0].levels[0].fixed = linkage::Fixed::Both;
    let before = (model.comparisons[0].levels[0].m, model.comparisons[0].levels[0].u);
    let trained = train(&table, model, &Training::default()).unwrap().model;
    assert_eq!((trained.comparisons[0].levels[0].m, trained.comparisons[0].levels[0].u), before);
}

/// The levels of a comparison share out all pairs, so what is learnt of them adds up to one.
#[test]
fn learnt_probabilities_of_a_comparison_add_up() {
    let table = table(&rows(4, 400));
    let trained = train(&table, Preset::people().model(&table), &Training::default()).unwrap().model;
    for comparison in &trained.comparisons {
        let m: f64 = comparison.levels.iter().map(|level| level.m).sum();
        let u: f64 = comparison.levels.iter().map(|level| level.u).sum();
        assert!((m - 1.0).abs() < 0.01, "{}: m {m}", comparison.name);
        assert!((u - 1.0).abs() < 0.02, "{}: u {u}", comparison.name);
    }
    let same: f64 = trained.stories.iter().filter(|story| story.same_person).map(|story| story.share).sum();
    assert!((same - 1.0).abs() < 1e-9, "stories of one person: {same}");
}

/// Term frequencies of an exact level, weighted by how often each value meets itself, are the level's own chance.
#[test]
fn a_rare_value_weighs_more_than_a_common_one() {
    let mut rows = rows(6, 300);
    for row in rows.iter_mut().take(8) {
        row[1] = "Zabłocki".into();
    }
    for row in rows.iter_mut().skip(8).take(200) {
        row[1] = "Smith".into();
    }
    let table = table(&rows);
    let (linker, _) = Linker::trained(&table, Preset::people().model(&table), &Training::default()).unwrap();
    let weight = |left: u32, right: u32| {
        let fields = linker.explain(left, right).unwrap().fields;
        fields.into_iter().find(|field| field.comparison == "surname").unwrap()
    };
    let (rare, common) = (weight(0, 7), weight(10, 150));
    assert_eq!((rare.level.as_deref(), common.level.as_deref()), (Some("same"), Some("same")));
    assert!(rare.weight > common.weight + 3.0, "{} {}", rare.weight, common.weight);
    assert!(rare.tf_weight > 0.0 && common.tf_weight < 0.0);
}

#[test]
fn an_explanation_adds_up() {
    let table = table(&rows(8, 200));
    let (linker, _) = Linker::trained(&table, Preset::people().model(&table), &Training::default()).unwrap();
    for pair in linker.pairs(-4.0).pairs.iter().take(200) {
        let told = linker.explain(pair.left, pair.right).unwrap();
        let sum =
            told.prior + told.fields.iter().map(|field| field.weight).sum::<f64>() + told.stories_weight;
        assert!((sum - pair.weight).abs() < 1e-9 && (told.probability - pair.probability()).abs() < 1e-12);
        let stories: f64 = told.stories.iter().map(|story| story.probability).sum();
        assert!((stories - 1.0).abs() < 1e-9);
    }
}

#[test]
fn the_preset_leaves_out_what_a_table_has_not() {
    let mut builder = linkage::TableBuilder::new(&["surname", "email"]).unwrap();
    for at in 0..40 {
        builder.push(&[format!("name{}", at / 2), format!("a{}@example.org", at / 2)]).unwrap();
    }
    let table = builder.finish();
    let model = Preset::people().model(&table);
    let names: Vec<&str> = model.comparisons.iter().map(|own| own.name.as_str()).collect();
    assert_eq!(names, ["surname", "email"]);
    assert!(model.comparisons.iter().all(|own| own.levels.iter().all(|level| level.rule != Rule::Crossed)));
    let (linker, _) = Linker::trained(&table, model, &Training::default()).unwrap();
    assert!(linker.weight(0, 1) > linker.weight(0, 2));
}
