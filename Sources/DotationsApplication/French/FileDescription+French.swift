public import Spreadsheet

extension FileDescription.SheetDescription {
    /// What the sheet is, and whether it is shown.
    public var state: String {
        switch (sheet.kind, sheet.visibility) {
        case (.missing, _): "manquante"
        case (.worksheet, .visible): "visible"
        case (.worksheet, .hidden): "masquée"
        case (.worksheet, .veryHidden): "très masquée"
        case (_, .visible): "graphique ou macros"
        default: "graphique ou macros, masquée"
        }
    }
}

extension SheetTally.CellType {
    /// What an admin calls them.
    public var title: String {
        switch self {
        case .number: "Nombres"
        case .date: "Dates"
        case .text: "Textes"
        case .boolean: "Booléens"
        case .error: "Erreurs"
        case .blank: "Vides"
        case .formula: "Formules"
        }
    }
}

extension DefinedName {
    /// What an admin calls the names that mean something to spreadsheets (ECMA-376 part 1, 18.2.5).
    public var frenchName: String {
        switch name {
        case "_xlnm.Print_Area": "Zone d’impression"
        case "_xlnm.Print_Titles": "Titres à imprimer"
        case "_xlnm._FilterDatabase": "Filtre automatique"
        case "_xlnm.Criteria": "Critères de filtre"
        case "_xlnm.Extract": "Résultat de filtre"
        case "_xlnm.Database": "Base de données"
        default: name
        }
    }
}

extension DocumentProperties {
    /// What a workbook says of itself, a line each.
    public var lines: [String] {
        var lines = texts.compactMap { property in property.text.flatMap { $0.isEmpty ? nil : "\(property.title) : \($0)" } }
        if let created { lines.append("Créé le : \(created.french)") }
        if let modified { lines.append("Enregistré le : \(modified.french)") }
        for property in custom {
            let value =
                switch property.value {
                case .text(let text): text
                case .number(let number): "\(number)"
                case .boolean(let isTrue): isTrue ? "oui" : "non"
                case .date(let date): date.french
                }
            lines.append("\(property.name) : \(value)")
        }
        return lines
    }

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

extension CSVDialect {
    /// How lines end.
    public var lineEndingName: String {
        switch lineEnding {
        case .crlf: "CRLF (Windows)"
        case .lf: "LF (Unix)"
        case .cr: "CR (ancien Mac)"
        }
    }

    /// What stands between fields.
    public var separatorName: String {
        switch separator {
        case UInt8(ascii: ";"): "point-virgule"
        case UInt8(ascii: ","): "virgule"
        case UInt8(ascii: "\t"): "tabulation"
        default: "« \(UnicodeScalar(separator)) »"
        }
    }
}

extension CivilDateTime {
    fileprivate var french: String {
        "\(day.padded(to: 2))/\(month.padded(to: 2))/\(year) à \(hour.padded(to: 2)) h \(minute.padded(to: 2)) (UTC)"
    }
}

extension Int {
    func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
