/// A text with placeholders, checked when it is read: `{{prenom}}`, and `{{#mobile}}…{{/mobile}}` around what is there only where the
/// message tells of a mobile number. A section's mark that is alone on its line takes the line with it.
struct Template: Sendable {
    /// How a field would be written by mistake, and then be sent as it is written.
    private static let mistakes = MessageField.allCases.map { Array("{\($0.rawValue)}".utf8) }

    private enum Piece {
        case text(Substring)
        case field(MessageField)
        case section(isOpen: Bool)
    }

    private let file: String
    private let kind: MessageKind
    private var pieces: [Piece] = []
    private var isInSection = false

    /// Whether the link stands where it is never left out.
    private(set) var hasLink = false

    /// Checks a template of a kind, which has line feeds alone.
    ///
    /// - Throws: `mail.template-encoding`, `mail.template-placeholder`, `mail.template-section`.
    init(_ text: Substring, of kind: MessageKind, file: String, firstLine: Int = 1) throws(MailError) {
        self.file = file
        self.kind = kind
        var rest = text.utf8[...]
        var number = firstLine
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { rest.index(after: $0) } ?? rest.endIndex
            try read(line: rest[..<end], number)
            rest = rest[end...]
            number += 1
        }
        guard !isInSection else { throw MailError(.templateSection, "#mobile", file: file) }
    }

    /// The text with the values that a function gives; the function gives nil for a mobile number where there is none to tell.
    func filled(_ value: (MessageField) -> String?) -> String {
        var text = ""
        var isLeftOut = false
        for piece in pieces {
            switch piece {
            case .section(let isOpen): isLeftOut = isOpen && value(.mobile) == nil
            case .text(let part): if !isLeftOut { text += part }
            case .field(let field): if !isLeftOut { text += value(field) ?? "" }
            }
        }
        return text
    }

    private mutating func read(line: Substring.UTF8View, _ number: Int) throws(MailError) {
        let isControl = { (scalar: Unicode.Scalar) in scalar.value < 0x20 && scalar != "\t" && scalar != "\n" || 0x7F...0x9F ~= scalar.value
        }
        guard !Substring(line).unicodeScalars.contains(where: isControl) else {
            throw MailError(.templateEncoding, file: file, line: number)
        }
        let count = pieces.count
        var rest = line
        while let open = Self.firstPair(UInt8(ascii: "{"), in: rest) {
            if open > rest.startIndex { try append(text: rest[..<open], number) }
            let tag = rest[rest.index(open, offsetBy: 2)...]
            guard let close = Self.firstPair(UInt8(ascii: "}"), in: tag) else { throw fault(.templatePlaceholder, tag, number) }
            pieces.append(try piece(tag[..<close], number))
            rest = tag[tag.index(close, offsetBy: 2)...]
        }
        let isBlank = rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\n") }
        if isBlank, pieces.count == count + 1, case .section? = pieces.last { return }
        if !rest.isEmpty { try append(text: rest, number) }
    }

    private mutating func append(text: Substring.UTF8View, _ number: Int) throws(MailError) {
        for start in text.indices where text[start] == UInt8(ascii: "{") {
            if Self.mistakes.contains(where: { text[start...].starts(with: $0) }) {
                throw fault(.templatePlaceholder, text[start...], number)
            }
        }
        pieces.append(.text(Substring(text)))
    }

    private mutating func piece(_ tag: Substring.UTF8View, _ number: Int) throws(MailError) -> Piece {
        let name = String(Substring(tag))
        if kind.fields.contains(.mobile), name == "#mobile" || name == "/mobile" {
            guard isInSection == (name == "/mobile") else { throw fault(.templateSection, tag, number) }
            isInSection.toggle()
            return .section(isOpen: isInSection)
        }
        guard let field = MessageField(rawValue: name), kind.fields.contains(field) else { throw fault(.templatePlaceholder, tag, number) }
        guard field != .mobile || isInSection || kind.mobileIsSure else { throw fault(.templateSection, tag, number) }
        if field == .link, !isInSection { hasLink = true }
        return .field(field)
    }

    private func fault(_ code: MailError.Code, _ tag: Substring.UTF8View, _ line: Int) -> MailError {
        let name = Substring(tag).unicodeScalars.prefix(30).prefix { $0 != "\n" }
        return MailError(code, String(String.UnicodeScalarView(name)), file: file, line: line)
    }

    private static func firstPair(_ byte: UInt8, in text: Substring.UTF8View) -> Substring.UTF8View.Index? {
        zip(text.indices, text.indices.dropFirst()).first { text[$0] == byte && text[$1] == byte }?.0
    }
}
