import Spreadsheet

extension FileDescription {
    var text: String {
        var lines = ["\(name) : \(workbook == nil ? "fichier CSV" : "classeur Excel (.xlsx)")"]
        if let dialect {
            lines.append("Séparateur : \(dialect.separatorName)")
            lines.append("Encodage : \(dialect.encoding.rawValue)\(dialect.hasByteOrderMark ? ", avec marque d’ordre des octets" : "")")
            lines.append("Fins de ligne : \(dialect.lineEndingName)")
        }
        if let workbook, workbook.dateSystem == .since1904 { lines.append("Calendrier : 1904") }
        lines += properties?.lines ?? []
        lines += ["", sheets.count == 1 ? "1 feuille" : "\(sheets.count.grouped) feuilles"]
        lines += Table(rows: [Self.header(counted: sheets.contains { $0.tally != nil })] + sheets.map(\.columns)).lines
        if let names = workbook?.definedNames, !names.isEmpty {
            lines += ["", names.count == 1 ? "1 nom défini" : "\(names.count.grouped) noms définis"]
            lines += Table(rows: names.map { [$0.name, $0.isHidden ? "\($0.formula) (masqué)" : $0.formula] }, numbersFrom: 2).lines
        }
        return lines.map { $0.visible + "\n" }.joined()
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

extension DocumentProperties {
    fileprivate var lines: [String] {
        var lines = texts.compactMap { property in property.text.flatMap { $0.isEmpty ? nil : "\(property.title) : \($0)" } }
        if let created { lines.append("Créé le : \(created.french)") }
        if let modified { lines.append("Enregistré le : \(modified.french)") }
        for property in custom {
            let value =
                switch property.value {
                case .text(let text): text
                case .number(let number): "\(number)"
                case .boolean(let isTrue): isTrue ? "oui" : "non"
                case .date(let date): date.french
                }
            lines.append("\(property.name) : \(value)")
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
        default: "« \(UnicodeScalar(separator)) »"
        }
    }
}

extension CivilDateTime {
    /// The moment in UTC as it is written in French.
    fileprivate var french: String {
        "\(day.padded(to: 2))/\(month.padded(to: 2))/\(year) à \(hour.padded(to: 2)) h \(minute.padded(to: 2)) (UTC)"
    }
}
