import Spreadsheet
import TestSupport

/// Makes small worksheets and shared strings as programs write them, and then damages them.
struct SheetMutator {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func workbook() -> WorkbookFile {
        var file = WorkbookFile(
            sheet: "", sharedStrings: nil, styles: WorkbookFile.styles([0, 14, 0, 164], codes: [(164, "yyyy")]))
        let strings = Array(dressed(sharedStrings()).utf8)
        file.set("xl/sharedStrings.xml", random.chance(3) ? mutated(strings) : strings)
        file.set(WorkbookFile.sheetPart, mutated(Array(dressed(worksheet()).utf8)))
        return file
    }

    /// A part as some programs write it: with a prefix on each element, or with apostrophes around attributes.
    private mutating func dressed(_ part: String) -> String {
        let (isPrefixed, hasApostrophes) = (random.chance(5), random.chance(5))
        var (result, isInTag) = ("", false)
        for (character, next) in zip(part, part.dropFirst() + " ") {
            if character == "<" || character == ">" { isInTag = character == "<" }
            result += isInTag && hasApostrophes && character == "\"" ? "'" : String(character)
            if isPrefixed, result.hasSuffix("<") || result.hasSuffix("</"), next.isLetter { result += "x:" }
        }
        return isPrefixed ? result.replacing(" xmlns=", with: " xmlns:x=") : result
    }

    // MARK: - Honest parts

    private mutating func worksheet() -> String {
        var rows = ""
        var number = 0
        // Programs write the same attributes for nearly all rows.
        let usual = attributesOfRow()
        for _ in 0..<random.number(1...6) {
            number += random.chance(4) ? random.number(1...9) : 1
            rows += row(number, random.chance(3) ? attributesOfRow() : usual)
            if random.chance(5) { rows += random.pick(["\n", " ", "\r\n", "<!-- -->", "text"]) ?? "" }
        }
        let head = random.pick(["", "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n", "<dimension ref=\"A1:C3\"/>"]) ?? ""
        let declaration = head.hasPrefix("<?") ? head : ""
        return declaration + "<worksheet \(WorkbookFile.namespaces)>" + (head.hasPrefix("<d") ? head : "")
            + "<sheetData>\(rows)</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"
    }

    private mutating func attributesOfRow() -> String {
        [
            " spans=\"1:9\"", " s=\"1\"", " ht=\"15.75\"", " hidden=\"1\"", " hidden=\"false\"", " customFormat=\"1\"",
            " customHeight=\"false\"", " outlineLevel=\"0\"", " collapsed=\"false\"", " x14ac:dyDescent=\"0.2\"",
        ].filter { _ in random.chance(6) }.joined()
    }

    private mutating func row(_ number: Int, _ attributes: String) -> String {
        var text = "<row"
        if !random.chance(6) { text += " r=\"\(number)\"" }
        text += attributes
        if random.chance(12) { return text + "/>" }
        text += ">"
        var column = 0
        for _ in 0..<random.number(0...5) {
            column += random.chance(4) ? random.number(1...4) : 1
            if random.chance(60) { column = random.pick([1, 26, 27, 16_383, 16_384, 16_385]) ?? 1 }
            let name = CellReference.columnName(column) ?? "XFE"
            text += cell(random.chance(8) ? nil : "\(name)\(number)")
        }
        return text + "</row>"
    }

    private mutating func cell(_ reference: String?) -> String {
        var attributes = reference.map { " r=\"\($0)\"" } ?? ""
        if random.chance(2) { attributes += " s=\"\(random.number(0...5))\"" }
        let formulas = [
            "<f>SUM(A1,&quot;x&quot;)</f>", "<f aca=\"false\">SUM(A1,&quot;x&quot;)</f>", "<f t=\"shared\" si=\"0\"/>",
            "<f t=\"shared\" ref=\"A1:C9\" si=\"\(random.number(0...1))\">A1&amp;$B2&amp;C:D</f>", "<f t=\"shared\" si=\"1\">B7</f>",
        ]
        let formula = random.chance(4) ? random.pick(formulas) ?? "" : ""
        let value: String
        switch random.number(0...9) {
        case 0: return "<c\(attributes)/>"
        case 1, 2:
            let usual = ["1", "-1.5", "0.1", "12345678901234567890", "1e5", "-0", "1.", ".5", "44197.25", ""]
            value = (random.chance(40) ? "x" : random.pick(usual)) ?? ""
        case 3:
            attributes += " t=\"s\""
            value = "\(random.number(0...(random.chance(30) ? 6 : 1)))"
        case 4:
            attributes += " t=\"b\""
            value = random.pick(["0", "1", "true", random.chance(9) ? "2" : "1"]) ?? ""
        case 5:
            attributes += " t=\"e\""
            value = "#N/A"
        case 6:
            attributes += " t=\"str\""
            value = text()
        case 7:
            attributes += " t=\"d\""
            value = random.pick(["2020-08-21", "2020-08-21T12:00:00", "12:00", random.chance(9) ? "no" : "13:30:15.5"]) ?? ""
        default:
            attributes += " t=\"inlineStr\""
            return "<c\(attributes)><is><t\(random.chance(3) ? " xml:space=\"preserve\"" : "")>\(text())</t></is></c>"
        }
        return "<c\(attributes)>\(formula)<v>\(value)</v></c>"
    }

    private mutating func text() -> String {
        var text = ""
        for _ in 0..<random.number(0...4) {
            text +=
                random.pick([
                    "abc", "é", "日本", "😀", " ", "\n", "&amp;", "&lt;", "&#233;", "&#x1F600;", "_x000D_", "_x005F_", "_xD83D__xDE00_", "]",
                    "_", "0665915236", "long long text with many words in it, to be longer than a few bytes",
                ]) ?? ""
        }
        return text
    }

    private mutating func sharedStrings() -> String {
        var items = ""
        for _ in 0..<random.number(2...6) {
            switch random.number(0...5) {
            case 0: items += "<si/>"
            case 1: items += "<si><r><rPr><b/></rPr><t>\(text())</t></r><r><t xml:space=\"preserve\">\(text())</t></r></si>"
            case 2: items += "<si><t>\(text())</t><rPh sb=\"0\" eb=\"1\"><t>\(text())</t></rPh></si>"
            default: items += "<si><t\(random.chance(3) ? " xml:space=\"preserve\"" : "")>\(text())</t></si>"
            }
        }
        return WorkbookFile.strings(items)
    }

    // MARK: - Damage

    private static let scraps: [String] = [
        "&amp;", "&#65;", "&#x41;", "&#0;", "&#xD800;", "&nbsp;", "&", "<", ">", "\"", "'", "=", "/", "]]>", "<!--c-->", "<!-- -- -->",
        "<![CDATA[",
        "<![CDATA[x]]>", "<?p?>", "<?xml?>", "<!DOCTYPE x>", "<!", " ", "\t", "\r", "\n", "\r\n", "\u{FEFF}", "\u{FFFF}", "\u{0}", "\u{1}",
        "é",
        "😀", "</row>", "<row>", "<row/>", "<row r=\"1\">", "</c>", "<c>", "<c/>", "<c r=\"B1\"/>", "<c r=\"A1\"><v>1</v></c>", "<v>",
        "</v>",
        "<v>2</v>", "<v/>", "<f/>", "<f t=\"shared\" si=\"0\"/>", "<is>", "<is><t>x</t></is>", "</is>", "<t>", "</t>", "<t/>", "<si>",
        "</si>",
        "<si><t>", "</t></si>", "</sheetData>", "<sheetData>", "</worksheet>", "<extLst><row r=\"9\"><c><v>1</v></c></row></extLst>",
        "<x:row xmlns:x=\"urn:x\">", "<x:c/>", " xml:space=\"preserve\"", " xmlns=\"urn:other\"", " xmlns:x14ac=\"urn:x\"", " r=\"1\"",
        " r=\"A1\"", " t=\"s\"", " t=\"str\"", " s=\"1\"", " foo=\"1\"", " x:r=\"B2\"", " hidden=\"0\"", " hidden='1'", "_x0041_", "_x00",
        "1", "0",
        "9999999999", "-", "e5", ".", "<phoneticPr/>", "<rPh><t>x</t></rPh>", "<r><t>x</t></r>",
    ]

    /// A part that is damaged in up to three places.
    mutating func mutated(_ part: [UInt8]) -> [UInt8] {
        var bytes = part
        for _ in 0..<random.number(0...3) where !bytes.isEmpty {
            let start = random.number(0...bytes.count - 1)
            let end = min(bytes.count, start + (random.chance(4) ? random.number(1...120) : random.number(1...8)))
            switch random.number(0...7) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: random.number(0...bytes.count))
            case 2: bytes[start] = UInt8(random.number(0...255))
            case 3:
                let part = Array(bytes[start..<end])
                bytes.removeSubrange(start..<end)
                bytes.insert(contentsOf: part, at: random.number(0...bytes.count))
            case 4:
                bytes.insert(contentsOf: [0x80, 0xC3, 0xE2, 0xF0, 0xFF].shuffled(using: &random).prefix(random.number(1...3)), at: start)
            default: bytes.insert(contentsOf: Array((random.pick(Self.scraps) ?? "").utf8), at: tagEdge(bytes, start))
            }
        }
        return bytes
    }

    /// Mostly a place where a tag begins or ends, where scraps do more harm than in the middle of a name.
    private mutating func tagEdge(_ bytes: [UInt8], _ start: Int) -> Int {
        if random.chance(4) { return start }
        let edges: [UInt8] = Array("<> \"/".utf8)
        guard let found = bytes[start...].firstIndex(where: { edges.contains($0) }) else { return start }
        return random.chance(2) ? found : found + 1
    }
}
