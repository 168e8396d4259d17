import Spreadsheet

/// What `sheet info` has found out.
struct FileDescription {
    struct SheetDescription {
        let sheet: Sheet
        /// Nil where nothing was counted.
        let tally: SheetTally?
    }

    let name: String
    let sheets: [SheetDescription]
    let workbook: Workbook?
    let properties: DocumentProperties?
    let dialect: CSVDialect?
}

extension DocumentProperties {
    /// The properties that are text, by their key and by what an admin calls them.
    var texts: [(key: String, title: String, text: String?)] {
        [
            ("title", "Titre", title), ("subject", "Objet", subject), ("creator", "Auteur", creator), ("keywords", "Mots-clés", keywords),
            ("description", "Commentaires", description), ("category", "Catégorie", category),
            ("lastModifiedBy", "Enregistré par", lastModifiedBy), ("application", "Programme", application),
            ("company", "Société", company), ("manager", "Responsable", manager),
        ]
    }
}

extension Int {
    /// The digits with zeros before them, up to a width.
    func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
