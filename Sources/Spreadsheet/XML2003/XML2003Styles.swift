/// Collects the number formats of an Excel 2003 XML workbook's styles.
final class XML2003Styles {
    private struct Style {
        var parent: String?
        var format: String?
    }

    private var styles: [String: Style] = [:]
    private var current: String?
    private let limits: ReadLimits

    init(limits: ReadLimits) { self.limits = limits }

    /// - Throws: `limit.styles`.
    func begin(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        current = element.string2003("ID")
        guard let current else { return }
        styles[current] = Style(parent: element.string2003("Parent"))
        try limits.checkStyles(styles.count)
    }

    /// The format of the current style; without a code it is General.
    func setFormat(_ code: String?) {
        guard let current else { return }
        styles[current]?.format = code.map { Self.named[$0] ?? $0 } ?? "General"
    }

    /// The number formats, and the index of each style by its identifier. The first index is that of cells without a style.
    func result() -> (styles: Styles, names: StyleNames) {
        var table = FormatTable()
        var names: [String: UInt32] = [:]
        var indexes = [table.index(of: format("Default"))]
        for name in styles.keys {
            names[name] = UInt32(indexes.count)
            indexes.append(table.index(of: format(name)))
        }
        return (Styles(formats: table.formats, indexes: indexes), StyleNames(names))
    }

    /// A style's own format, or the nearest one of those that it extends. A chain that leads back into itself ends.
    private func format(_ name: String) -> String? {
        var style = styles[name]
        for _ in 0..<64 {
            if let format = style?.format { return format }
            guard let parent = style?.parent else { break }
            style = styles[parent]
        }
        return name == "Default" ? nil : styles["Default"]?.format
    }

    /// Formats that have a name instead of a code.
    private static let named = [
        "General Number": "General", "General Date": "m/d/yy h:mm", "Long Date": "dddd, mmmm dd, yyyy", "Medium Date": "d-mmm-yy",
        "Short Date": "mm-dd-yy", "Long Time": "h:mm:ss AM/PM", "Medium Time": "h:mm AM/PM", "Short Time": "h:mm",
        "Currency": ##""$"#,##0.00_);[Red]\("$"#,##0.00\)"##, "Euro Currency": ##"[$€-2] #,##0.00_);[Red]\([$€-2] #,##0.00\)"##,
        "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00", "Yes/No": ##""Yes";"Yes";"No""##,
        "True/False": ##""True";"True";"False""##, "On/Off": ##""On";"On";"Off""##,
    ]
}
