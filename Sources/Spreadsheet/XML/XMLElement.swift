internal import CLibXML2

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
    /// The elements of `[Content_Types].xml`.
    case contentTypes
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
            case "http://schemas.openxmlformats.org/package/2006/content-types": .contentTypes
            default: .other
            }
    }
}

/// A zero-terminated name of libxml2's, to be compared with literals.
struct StringPointer {
    let start: UnsafePointer<UInt8>

    init(_ start: UnsafePointer<UInt8>) { self.start = start }

    static func ~= (literal: StaticString, name: StringPointer) -> Bool { name == literal }

    static func == (name: StringPointer, literal: StaticString) -> Bool {
        xmlStrEqual(name.start, literal.utf8Start) != 0
    }
}

/// An element's start tag, as libxml2 holds it during its callback.
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

    /// Whether this is the SpreadsheetML element of that name. Parts without any namespace count as SpreadsheetML.
    func isMain(_ name: StaticString) -> Bool {
        (namespace == .main || namespace == .none) && self.name == name
    }

    /// Whether elements without a prefix are SpreadsheetML in here.
    var isPlain: Bool { !hasPrefix && (namespace == .main || namespace == .none) }

    /// The bytes of an attribute that has no prefix. An ampersand in them stands as `&#38;`; see ``string(_:)``.
    func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        value { $0 == name && $1 == nil }
    }

    /// An attribute without a prefix as text.
    func string(_ name: StaticString) -> String? {
        bytes(name).map(Self.text)
    }

    /// An attribute of the `r:` namespace as text.
    func relationship(_ name: StaticString) -> String? {
        value { $0 == name && $1.map { XMLNamespace(uri: $0) == .officeRelationships } == true }.map(Self.text)
    }

    /// An attribute that is a whole number; nil where it is missing or anything else.
    func integer(_ name: StaticString) -> Int? {
        bytes(name).flatMap { DecimalNumber.integer($0) }
    }

    /// An attribute that is a truth value (`xsd:boolean`).
    func boolean(_ name: StaticString) -> Bool? {
        guard let bytes = bytes(name), let first = bytes.first else { return nil }
        switch first {
        case UInt8(ascii: "1"), UInt8(ascii: "t"): return true
        case UInt8(ascii: "0"), UInt8(ascii: "f"): return false
        default: return nil
        }
    }

    /// The `xml:space` attribute: whether white space counts; nil where it is not set here.
    var preservesSpace: Bool? {
        let bytes = value { name, uri in name == "space" && uri.map { StringPointer($0) == "http://www.w3.org/XML/1998/namespace" } == true
        }
        return bytes.map { $0.elementsEqual("preserve".utf8) }
    }

    private func value(where matches: (StringPointer, UnsafePointer<UInt8>?) -> Bool) -> UnsafeBufferPointer<UInt8>? {
        guard let attributes else { return nil }
        for index in 0..<attributeCount {
            let attribute = attributes + index * 5
            guard let name = attribute[0], matches(StringPointer(name), attribute[2]), let start = attribute[3], let end = attribute[4]
            else {
                continue
            }
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
