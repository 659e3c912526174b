//! Addresses of casework.

use domain::ids::{PersonId, PieceId};

fixed! {
    /// The casework of one's own agency, kind by kind.
    CASEWORK = "/casework";
}

about! {
    /// A person's casework.
    PERSON_CASEWORK, person_casework(PersonId) = "/people/", "/casework";
    /// Begin a piece of casework.
    PIECE_NEW, piece_new(PersonId) = "/people/", "/casework/new";
    /// One piece of casework.
    PIECE, piece(PieceId) = "/casework/", "";
    /// Record the next step of a piece.
    PIECE_STEP, piece_step(PieceId) = "/casework/", "/step";
    /// What the person is given of a piece, on paper.
    PIECE_PAPER, piece_paper(PieceId) = "/casework/", "/paper";
    /// The same as a PDF.
    PIECE_PAPER_PDF, piece_paper_pdf(PieceId) = "/casework/", "/paper.pdf";
}
