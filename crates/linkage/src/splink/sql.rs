//! As much SQL as conditions of a Splink model are written in: columns of the left and the right record, functions, comparisons, `and`,
//! `or`, `not`. Nothing is run; a condition is read into a tree, so that spelling and brackets do not matter.

/// Deeper conditions are refused: nobody writes them, and reading is recursive.
const DEEPEST: usize = 64;

/// Which of the two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A condition or a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Or(Vec<Expr>),
    And(Vec<Expr>),
    Not(Box<Expr>),
    /// `=`, `<=`, `>=`, `<` or `>` between two values.
    Compare(Sign, Box<Expr>, Box<Expr>),
    IsNull(Box<Expr>),
    Minus(Box<Expr>, Box<Expr>),
    /// A function in lower case; `cast(x as t)` is a call with one argument.
    Call(String, Vec<Expr>),
    Column(String, Side),
    Number(f64),
    Text(String),
    Else,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Same,
    AtMost,
    AtLeast,
    Below,
    Above,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Quoted(String),
    Text(String),
    Number(f64),
    Sign(Sign),
    Open,
    Close,
    Comma,
    Dot,
    Minus,
}

/// Reads a condition; `None` when it is not of this SQL.
pub(super) fn parse(sql: &str) -> Option<Expr> {
    let mut reader = Reader { tokens: tokens(sql)?, at: 0, depth: 0 };
    let expr = reader.or()?;
    (reader.at == reader.tokens.len()).then_some(expr)
}

fn tokens(sql: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        let token = match letter {
            letter if letter.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '.' => Token::Dot,
            '-' => Token::Minus,
            '=' => Token::Sign(Sign::Same),
            '<' | '>' => {
                let or_same = letters.next_if_eq(&'=').is_some();
                Token::Sign(match (letter, or_same) {
                    ('<', true) => Sign::AtMost,
                    ('<', false) => Sign::Below,
                    (_, true) => Sign::AtLeast,
                    (_, false) => Sign::Above,
                })
            }
            '\'' | '"' | '`' => {
                let mut text = String::new();
                loop {
                    match letters.next()? {
                        end if end == letter => break,
                        within => text.push(within),
                    }
                }
                if letter == '\'' { Token::Text(text) } else { Token::Quoted(text) }
            }
            digit if digit.is_ascii_digit() => {
                let mut text = String::from(digit);
                while let Some(more) = letters.next_if(|next| next.is_ascii_alphanumeric() || *next == '.') {
                    text.push(more);
                }
                Token::Number(text.parse().ok()?)
            }
            first if first.is_alphabetic() || first == '_' => {
                let mut word = String::from(first);
                while let Some(more) = letters.next_if(|next| next.is_alphanumeric() || *next == '_') {
                    word.push(more);
                }
                Token::Word(word)
            }
            _ => return None,
        };
        tokens.push(token);
    }
    Some(tokens)
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn takes(&mut self, token: &Token) -> bool {
        let found = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(found);
        found
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found =
            matches!(self.tokens.get(self.at), Some(Token::Word(own)) if own.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn or(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut any = vec![self.and()?];
        while self.takes_word("or") {
            any.push(self.and()?);
        }
        self.depth -= 1;
        Some(joined(any, Expr::Or, |expr| match expr {
            Expr::Or(inner) => Ok(inner),
            other => Err(other),
        }))
    }

    fn and(&mut self) -> Option<Expr> {
        let mut all = vec![self.not()?];
        while self.takes_word("and") {
            all.push(self.not()?);
        }
        Some(joined(all, Expr::And, |expr| match expr {
            Expr::And(inner) => Ok(inner),
            other => Err(other),
        }))
    }

    fn not(&mut self) -> Option<Expr> {
        if self.takes_word("not") { Some(Expr::Not(Box::new(self.relation()?))) } else { self.relation() }
    }

    fn relation(&mut self) -> Option<Expr> {
        let left = self.difference()?;
        if self.takes_word("is") {
            let not = self.takes_word("not");
            let null = self.takes_word("null").then(|| Expr::IsNull(Box::new(left)))?;
            return Some(if not { Expr::Not(Box::new(null)) } else { null });
        }
        match self.tokens.get(self.at) {
            Some(Token::Sign(sign)) => {
                let sign = *sign;
                self.at += 1;
                Some(Expr::Compare(sign, Box::new(left), Box::new(self.difference()?)))
            }
            _ => Some(left),
        }
    }

    fn difference(&mut self) -> Option<Expr> {
        let mut value = self.value()?;
        while self.takes(&Token::Minus) {
            value = Expr::Minus(Box::new(value), Box::new(self.value()?));
        }
        Some(value)
    }

    fn value(&mut self) -> Option<Expr> {
        match self.next()? {
            Token::Open => {
                let inner = self.or()?;
                self.takes(&Token::Close).then_some(inner)
            }
            Token::Number(number) => Some(Expr::Number(number)),
            Token::Text(text) => Some(Expr::Text(text)),
            Token::Quoted(name) => self.column(&name),
            Token::Word(word) if word.eq_ignore_ascii_case("else") => Some(Expr::Else),
            Token::Word(word) if self.takes(&Token::Open) => self.call(word.to_lowercase()),
            Token::Word(word) => self.column(&word),
            _ => None,
        }
    }

    fn call(&mut self, name: String) -> Option<Expr> {
        let mut arguments = Vec::new();
        if !self.takes(&Token::Close) {
            loop {
                arguments.push(self.or()?);
                if self.takes_word("as") {
                    self.next()?;
                }
                if self.takes(&Token::Close) {
                    break;
                }
                self.takes(&Token::Comma).then_some(())?;
            }
        }
        let name = if name == "substr" { "substring".to_owned() } else { name };
        Some(Expr::Call(name, arguments))
    }

    /// `forename_l`, or `l.forename` as blocking rules have it.
    fn column(&mut self, name: &str) -> Option<Expr> {
        if self.takes(&Token::Dot) {
            let side = side(name)?;
            return match self.next()? {
                Token::Word(column) | Token::Quoted(column) => Some(Expr::Column(column, side)),
                _ => None,
            };
        }
        let (column, side_letter) = name.rsplit_once('_')?;
        Some(Expr::Column(column.to_owned(), side(side_letter)?))
    }
}

fn side(letter: &str) -> Option<Side> {
    match letter {
        "l" => Some(Side::Left),
        "r" => Some(Side::Right),
        _ => None,
    }
}

/// A list of one is the one; lists within lists of a kind are one list.
fn joined(
    mut list: Vec<Expr>,
    of: fn(Vec<Expr>) -> Expr,
    within: fn(Expr) -> Result<Vec<Expr>, Expr>,
) -> Expr {
    if list.len() == 1
        && let Some(only) = list.pop()
    {
        return only;
    }
    let mut flat = Vec::new();
    for expr in list {
        match within(expr) {
            Ok(inner) => flat.extend(inner),
            Err(other) => flat.push(other),
        }
    }
    of(flat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_brackets_do_not_matter() {
        let one =
            parse(r#"("forename_l" = "forename_r") AND (SUBSTR("dob_l", 1, 4) = substring(dob_r, 1, 4))"#);
        let other = parse("forename_l=forename_r and substr(dob_l,1,4)=substr(dob_r,1,4)");
        assert!(one.is_some());
        assert_eq!(one, other);
        assert_eq!(parse("l.\"pnc\" = r.pnc"), parse("pnc_l = pnc_r"));
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for sql in
            ["", "forename_l = ", "forename = surname", "a_l = b_r; drop table people", "(a_l = a_r", "'a"]
        {
            assert_eq!(parse(sql), None, "{sql}");
        }
        assert_eq!(parse(&format!("{}a_l = a_r{}", "(".repeat(500), ")".repeat(500))), None);
    }
}
