internal import CDotationsLibXML2

/// The namespaces that matter here, strict ones (ISO/IEC 29500) taken for their transitional twins (ECMA-376).
enum XMLNamespace: Sendable {
    /// No namespace at all.
    case none
    /// SpreadsheetML.
    case main
    /// `r:`, the attributes that name a relationship.
    case officeRelationships
    /// The elements of a `.rels` part.
    case packageRelationships
    /// DrawingML, of which only a theme's colours are read.
    case drawing
    /// OpenDocument's own (OpenDocument 1.2 part 1, 1.4), with the prefixes that programs give them.
    case office, table, text, style, number, meta
    /// OpenDocument's manifest (part 3, 3.2).
    case manifest
    /// LibreOffice's additions to OpenDocument, `calcext` and `loext`.
    case calcext, libreOffice
    /// Excel 2003 XML's own, those of Excel's and Office's settings in it, and the one of the types of properties.
    case spreadsheet2003, excel2003, office2003, dataTypes2003
    /// The others that OpenDocument has taken over: `fo`, `xlink` and `dc`.
    case formatting, link, dublinCore
    case other

    init(uri: UnsafePointer<UInt8>?) {
        guard let uri else {
            self = .none
            return
        }
        self = Self.known.first { StringPointer(uri) == $0.uri }?.namespace ?? .other
    }

    private static let known: [(uri: StaticString, namespace: XMLNamespace)] = [
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", .main),
        ("http://purl.oclc.org/ooxml/spreadsheetml/main", .main),
        ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", .officeRelationships),
        ("http://purl.oclc.org/ooxml/officeDocument/relationships", .officeRelationships),
        ("http://schemas.openxmlformats.org/package/2006/relationships", .packageRelationships),
        ("http://schemas.openxmlformats.org/drawingml/2006/main", .drawing),
        ("http://purl.oclc.org/ooxml/drawingml/main", .drawing),
        ("urn:schemas-microsoft-com:office:spreadsheet", .spreadsheet2003),
        ("urn:schemas-microsoft-com:office:excel", .excel2003),
        ("urn:schemas-microsoft-com:office:office", .office2003),
        ("uuid:C2F41010-65B3-11d1-A29F-00AA00C14882", .dataTypes2003),
        ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", .office),
        ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", .table),
        ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", .text),
        ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", .style),
        ("urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", .number),
        ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", .meta),
        ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", .manifest),
        ("urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", .calcext),
        ("urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", .libreOffice),
        ("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", .formatting),
        ("http://www.w3.org/1999/xlink", .link),
        ("http://purl.org/dc/elements/1.1/", .dublinCore),
    ]
}

/// The namespaces of one document by libxml2's pointers to their names, of which it has one each.
final class XMLNamespaces {
    private var known: [(uri: UnsafePointer<UInt8>?, namespace: XMLNamespace)] = []

    subscript(uri: UnsafePointer<UInt8>?) -> XMLNamespace {
        for entry in known where entry.uri == uri { return entry.namespace }
        let namespace = XMLNamespace(uri: uri)
        // A document with more of them than any program writes is slower to read.
        if known.count < 64 { known.append((uri, namespace)) }
        return namespace
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
    private let prefixName: UnsafePointer<UInt8>?
    private let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    private let attributeCount: Int
    private let declarations: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    private let declarationCount: Int

    private let namespaces: XMLNamespaces

    /// An attribute takes five pointers: its name, prefix, namespace, and the start and the end of its value. A declaration of a
    /// namespace takes two: its prefix and the namespace.
    init(
        namespace: XMLNamespace, namespaces: XMLNamespaces, name: UnsafePointer<UInt8>,
        prefix: UnsafePointer<UInt8>?,
        attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        count: Int32, declarations: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, declarationCount: Int32
    ) {
        self.namespaces = namespaces
        self.declarations = declarations
        self.declarationCount = Int(declarationCount)
        self.namespace = namespace
        self.name = StringPointer(name)
        prefixName = prefix
        self.attributes = attributes
        attributeCount = Int(count)
    }

    /// Whether this is the SpreadsheetML element of that name. Parts without a namespace count as SpreadsheetML; elements with an
    /// undeclared prefix do not.
    func isMain(_ name: StaticString) -> Bool {
        (namespace == .main || namespace == .none && !hasPrefix) && self.name == name
    }

    private var hasPrefix: Bool { prefixName != nil }

    /// The prefix with its colon; empty if there is none.
    var prefix: [UInt8] {
        guard let prefixName else { return [] }
        return Array(UnsafeBufferPointer(start: prefixName, count: Int(xmlStrlen(prefixName)))) + [UInt8(ascii: ":")]
    }

    /// The bytes of an attribute without a prefix. An ampersand is written as `&#38;`; see ``string(_:)``.
    func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        value { candidate, prefix, _ in candidate == name && prefix == nil }
    }

    func string(_ name: StaticString) -> String? {
        bytes(name).map(Self.text)
    }

    func relationship(_ name: StaticString) -> String? {
        value { $0 == name && namespaces[$2] == .officeRelationships }.map(Self.text)
    }

    /// The bytes of an attribute in a namespace.
    func bytes(_ name: StaticString, _ namespace: XMLNamespace) -> UnsafeBufferPointer<UInt8>? {
        value { $0 == name && namespaces[$2] == namespace }
    }

    func string(_ name: StaticString, _ namespace: XMLNamespace) -> String? {
        bytes(name, namespace).map(Self.text)
    }

    /// Whether this is the element of that name in a namespace.
    func `is`(_ namespace: XMLNamespace, _ name: StaticString) -> Bool { self.namespace == namespace && self.name == name }

    /// Whether the element declares namespaces.
    var hasDeclarations: Bool { declarationCount > 0 }

    /// The namespace that the element declares for a prefix; nil if it declares none.
    func declaration(of prefix: StaticString) -> XMLNamespace? {
        guard let declarations else { return nil }
        for index in 0..<declarationCount {
            if let name = declarations[index * 2], StringPointer(name) == prefix { return XMLNamespace(uri: declarations[index * 2 + 1]) }
        }
        return nil
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
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
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
