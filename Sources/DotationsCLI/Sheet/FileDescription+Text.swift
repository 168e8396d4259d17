import DotationsApplication
import Spreadsheet

extension FileDescription {
    var lines: [String] {
        var lines = ["\(name) : \(workbook == nil ? "fichier CSV" : "classeur Excel (.xlsx)")"]
        if let dialect {
            if showsSeparator { lines.append("Séparateur : \(dialect.separatorName)") }
            lines.append("Encodage : \(dialect.encoding.rawValue)\(dialect.hasByteOrderMark ? ", avec marque d’ordre des octets" : "")")
            if showsLineEnding { lines.append("Fins de ligne : \(dialect.lineEndingName)") }
        }
        if let workbook, workbook.dateSystem == .since1904 { lines.append("Calendrier : 1904") }
        lines += properties?.lines ?? []
        lines += ["", sheets.count.counted("feuille", "feuilles")]
        lines += Table(Self.header(counted: sheets.contains { $0.tally != nil }), sheets.map(\.columns), numbersFrom: 2).lines
        if let names = workbook?.definedNames, !names.isEmpty {
            lines += ["", names.count.counted("nom défini", "noms définis")]
            lines += Table([], names.map(\.columns)).lines
        }
        return lines
    }

    private static func header(counted: Bool) -> [String] {
        let names = ["Feuille", "État"]
        return counted ? names + ["Lignes", "Masquées", "Cellules"] + SheetTally.CellType.allCases.map(\.title) : names
    }
}

extension FileDescription.SheetDescription {
    fileprivate var columns: [String] {
        let state =
            switch (sheet.kind, sheet.visibility) {
            case (.missing, _): "manquante"
            case (.other, .visible): "graphique ou macros"
            case (.other, _): "graphique ou macros, masquée"
            case (.worksheet, .visible): "visible"
            case (.worksheet, .hidden): "masquée"
            case (.worksheet, .veryHidden): "très masquée"
            }
        guard let tally else { return [sheet.name, state] }
        let counts = [tally.rows, tally.hiddenRows, tally.cells] + SheetTally.CellType.allCases.map { tally[$0] }
        return [sheet.name, state] + counts.map(\.grouped)
    }
}

extension DefinedName {
    fileprivate var columns: [String] {
        let remarks = [sheet.map { "feuille « \($0) »" }, isHidden ? "masqué" : nil].compactMap(\.self)
        return [frenchName, remarks.isEmpty ? formula : "\(formula) (\(remarks.joined(separator: ", ")))"]
    }

    /// What an admin calls the names that mean something to spreadsheets (ECMA-376 part 1, 18.2.5).
    private var frenchName: String {
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
    fileprivate var lines: [String] {
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
}

extension CSVDialect {
    fileprivate var lineEndingName: String {
        switch lineEnding {
        case .crlf: "CRLF (Windows)"
        case .lf: "LF (Unix)"
        case .cr: "CR (ancien Mac)"
        }
    }

    fileprivate var separatorName: String {
        switch separator {
        case UInt8(ascii: ";"): "point-virgule"
        case UInt8(ascii: ","): "virgule"
        case UInt8(ascii: "\t"): "tabulation"
        default: "« \(UnicodeScalar(separator)) »"
        }
    }
}

extension CivilDateTime {
    /// The moment in UTC as it is written in French.
    fileprivate var french: String {
        "\(day.padded(to: 2))/\(month.padded(to: 2))/\(year) à \(hour.padded(to: 2)) h \(minute.padded(to: 2)) (UTC)"
    }
}
