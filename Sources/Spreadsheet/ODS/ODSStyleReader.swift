/// Collects the styles of an OpenDocument spreadsheet: number formats of cells, and which tables are hidden (OpenDocument 1.2 part 1, 16).
final class ODSStyleReader {
    private struct CellStyle {
        var parent: String?
        var dataStyle: String?
    }

    /// The styles of one place. Styles that the user named cannot refer to automatic ones, which may have the same names.
    private struct Scope {
        var cells: [String: CellStyle] = [:]
        var dataStyles: [String: ODSDataStyle] = [:]
        var hiddenTables: Set<String> = []
    }

    private var common = Scope()
    private var automatic = Scope()
    private var isAutomatic = false
    private var count = 0
    private let limits: ReadLimits

    private var tableStyle: String?
    private var dataStyleName: String?
    private var dataStyle = ODSDataStyle()
    private var dataStyleDepth = 0

    init(limits: ReadLimits) { self.limits = limits }

    /// Whether an element of the document is a list of styles. Its children come next.
    func begins(with element: borrowing XMLElement) -> Bool {
        isAutomatic = element.is(.office, "automatic-styles")
        return isAutomatic || element.is(.office, "styles")
    }

    /// An element of a list of styles. Returns whether its children matter; it then ends with ``end()``.
    ///
    /// - Throws: `limit.styles`.
    func start(_ element: borrowing XMLElement) throws(SpreadsheetError) -> Bool {
        if dataStyleName != nil {
            guard dataStyle.start(element) else { return false }
            dataStyleDepth += 1
            return true
        }
        if let name = tableStyle {
            if element.is(.style, "table-properties"), element.bytes("display", .table)?.elementsEqual("false".utf8) == true {
                change { $0.hiddenTables.insert(name) }
            }
            return false
        }
        if element.is(.style, "style") || element.is(.style, "default-style") { return try startStyle(element) }
        guard element.namespace == .number, let kind = ODSDataStyle.Kind(element.name), let name = element.string("name", .style) else {
            return false
        }
        try countStyle()
        dataStyleName = name
        dataStyle = ODSDataStyle(kind, isElapsed: element.bytes("truncate-on-overflow", .number)?.elementsEqual("false".utf8) == true)
        return true
    }

    private func startStyle(_ element: borrowing XMLElement) throws(SpreadsheetError) -> Bool {
        try countStyle()
        // The default of a family has no name.
        let name = element.name == "style" ? element.string("name", .style) ?? "" : ""
        let family = element.bytes("family", .style)
        if family?.elementsEqual("table".utf8) == true {
            tableStyle = name
            return true
        }
        if family?.elementsEqual("table-cell".utf8) == true {
            let style = CellStyle(
                parent: element.string("parent-style-name", .style), dataStyle: element.string("data-style-name", .style))
            change { $0.cells[name] = style }
        }
        return false
    }

    func end() {
        if dataStyleDepth > 0 {
            dataStyleDepth -= 1
            return dataStyle.end()
        }
        if let name = dataStyleName {
            let style = dataStyle
            change { $0.dataStyles[name] = style }
        }
        dataStyleName = nil
        tableStyle = nil
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if dataStyleDepth > 0 { dataStyle.text(bytes) }
    }

    private func change(_ body: (inout Scope) -> Void) {
        if isAutomatic { body(&automatic) } else { body(&common) }
    }

    private func countStyle() throws(SpreadsheetError) {
        count += 1
        try limits.checkStyles(count)
    }

    // MARK: - What came of them

    /// Whether a table of a style is hidden.
    func isHidden(_ tableStyle: String?) -> Bool {
        tableStyle.map { automatic.hiddenTables.contains($0) || common.hiddenTables.contains($0) } ?? false
    }

    /// The number formats, and the index of each cell style by its name. The first index is that of cells without a style.
    func styles() -> (styles: Styles, names: StyleNames) {
        var table = FormatTable()
        var codes: [String: String?] = [:]
        func commonCode(_ name: String) -> String? {
            if let known = codes[name] { return known }
            var chain = [name]
            var code: String?
            // A chain that leads back into itself ends there.
            while let style = common.cells[chain[chain.count - 1]], chain.count < 64 {
                if let dataStyle = style.dataStyle {
                    code = common.dataStyles[dataStyle]?.code { common.dataStyles[$0] }
                    break
                }
                guard let parent = style.parent ?? (chain[chain.count - 1].isEmpty ? nil : "") else { break }
                chain.append(parent)
            }
            codes[name] = code
            return code
        }
        func dataStyle(_ name: String) -> ODSDataStyle? { automatic.dataStyles[name] ?? common.dataStyles[name] }
        var indexes = [table.index(of: commonCode(""))]
        var byName: [String: UInt32] = [:]
        for name in common.cells.keys where !name.isEmpty {
            byName[name] = UInt32(indexes.count)
            indexes.append(table.index(of: commonCode(name)))
        }
        var dataCodes: [String: String?] = [:]
        for (name, style) in automatic.cells {
            var code: String?
            if let own = style.dataStyle {
                if let known = dataCodes[own] {
                    code = known
                } else {
                    code = dataStyle(own)?.code(dataStyle)
                    dataCodes[own] = code
                }
            } else {
                code = commonCode(style.parent ?? "")
            }
            byName[name] = UInt32(indexes.count)
            indexes.append(table.index(of: code))
        }
        return (Styles(formats: table.formats, indexes: indexes), StyleNames(byName))
    }
}

/// Reads the styles that the user named, from the part that has them.
final class ODSStylesPartHandler: XMLHandler {
    private let reader: ODSStyleReader
    private var depth = 0

    init(_ reader: ODSStyleReader) { self.reader = reader }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        switch depth {
        case 0: break
        // The automatic styles of this part are those of headers and footers.
        case 1 where element.is(.office, "styles") && reader.begins(with: element): break
        case 2... where try reader.start(element): break
        default: return skippedDepth = 1
        }
        depth += 1
    }

    override func end() throws(SpreadsheetError) {
        depth -= 1
        if depth >= 2 { reader.end() }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if depth > 2 { reader.text(bytes) }
    }
}
