internal import CDotationsLibXML2

/// The namespaces that matter here, strict ones (ISO/IEC 29500) taken for their transitional twins (ECMA-376).
enum XMLNamespace {
    /// No namespace at all.
    case none
    /// SpreadsheetML.
    case main
    /// `r:`, the attributes that name a relationship.
    case officeRelationships
    /// The elements of a `.rels` part.
    case packageRelationships
    case other

    init(uri: UnsafePointer<UInt8>?) {
        guard let uri else {
            self = .none
            return
        }
        self =
            switch StringPointer(uri) {
            case "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main": .main
            case "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships":
                .officeRelationships
            case "http://schemas.openxmlformats.org/package/2006/relationships": .packageRelationships
            default: .other
            }
    }
}

/// A zero-terminated name from libxml2, to compare with literals.
struct StringPointer {
    let start: UnsafePointer<UInt8>

    init(_ start: UnsafePointer<UInt8>) { self.start = start }

    static func ~= (literal: StaticString, name: StringPointer) -> Bool { name == literal }

    static func == (name: StringPointer, literal: StaticString) -> Bool {
        xmlStrEqual(name.start, literal.utf8Start) != 0
    }
}

/// An element's start tag, valid during libxml2's callback.
struct XMLElement: ~Copyable {
    let namespace: XMLNamespace
    let name: StringPointer
    private let hasPrefix: Bool
    private let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    private let attributeCount: Int

    /// An attribute takes five pointers: its name, prefix, namespace, and the start and the end of its value.
    init(
        namespace: XMLNamespace, name: UnsafePointer<UInt8>, hasPrefix: Bool, attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        count: Int32
    ) {
        self.namespace = namespace
        self.name = StringPointer(name)
        self.hasPrefix = hasPrefix
        self.attributes = attributes
        attributeCount = Int(count)
    }

    /// Whether this is the SpreadsheetML element of that name. Parts without a namespace count as SpreadsheetML; elements with an
    /// undeclared prefix do not.
    func isMain(_ name: StaticString) -> Bool {
        (namespace == .main || namespace == .none && !hasPrefix) && self.name == name
    }

    /// Whether elements without a prefix are SpreadsheetML in here.
    var isPlain: Bool { !hasPrefix && (namespace == .main || namespace == .none) }

    /// The bytes of an attribute without a prefix. An ampersand is written as `&#38;`; see ``string(_:)``.
    func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        value { candidate, prefix, _ in candidate == name && prefix == nil }
    }

    func string(_ name: StaticString) -> String? {
        bytes(name).map(Self.text)
    }

    func relationship(_ name: StaticString) -> String? {
        value { $0 == name && XMLNamespace(uri: $2) == .officeRelationships }.map(Self.text)
    }

    /// An attribute that is an integer; nil if it is missing or anything else.
    func integer(_ name: StaticString) -> Int? {
        bytes(name).flatMap { DecimalNumber.integer($0) }
    }

    /// An attribute that is a Boolean value (`xsd:boolean`).
    func boolean(_ name: StaticString) -> Bool? {
        bytes(name).flatMap { Self.boolean($0) }
    }

    /// A Boolean value of XML, also in upper case as some spreadsheets write it; nil for anything else.
    static func boolean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        let word = bytes.trimmedXMLSpace
        func isWord(_ text: StaticString) -> Bool {
            word.count == text.utf8CodeUnitCount && word.indices.allSatisfy { word[$0] | 0x20 == text.utf8Start[$0] | 0x20 }
        }
        if isWord("1") || isWord("true") { return true }
        return isWord("0") || isWord("false") ? false : nil
    }

    /// The `xml:space` attribute: whether white space counts; nil if it is not set here.
    var preservesSpace: Bool? {
        let bytes = value { name, _, uri in
            name == "space" && uri.map { StringPointer($0) == "http://www.w3.org/XML/1998/namespace" } == true
        }
        return bytes.map { $0.elementsEqual("preserve".utf8) }
    }

    /// The value of the first attribute whose name, prefix and namespace match.
    private func value(
        where matches: (StringPointer, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?) -> Bool
    ) -> UnsafeBufferPointer<UInt8>? {
        guard let attributes else { return nil }
        for index in 0..<attributeCount {
            let attribute = attributes + index * 5
            guard let name = attribute[0], matches(StringPointer(name), attribute[1], attribute[2]), let start = attribute[3],
                let end = attribute[4]
            else { continue }
            return UnsafeBufferPointer(start: start, count: end - start)
        }
        return nil
    }

    /// libxml2 leaves every ampersand of an attribute as the reference `&#38;` unless it may expand entities, which it must not here.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            result.append(bytes[index])
            let isReference = bytes[index] == UInt8(ascii: "&") && bytes[(index + 1)...].starts(with: "#38;".utf8)
            index += isReference ? 5 : 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
