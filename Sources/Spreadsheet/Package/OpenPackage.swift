internal import ZipContainer

/// A package of the Open Packaging Conventions (ECMA-376 part 2): parts in a zip archive, and relationships between them.
struct OpenPackage: Sendable {
    let archive: ZipArchive
    let limits: ReadLimits
    let way: ReadingWay
    /// The parts of an OpenDocument package that are encrypted, if it has any.
    var encrypted: EncryptedParts?

    func contains(_ part: String) -> Bool { archive.entry(named: part) != nil }

    /// Parses a whole part, up to the limit; by default that of small parts.
    ///
    /// - Throws: `opc.missing-part`, or an error in the part.
    func parse(_ part: String, into handler: XMLHandler, limit: UInt64? = nil) throws(SpreadsheetError) {
        do throws(SpreadsheetError) {
            try reader(for: part, limit: limit ?? limits.smallPartSize).parse(into: handler, limits: limits)
        } catch {
            throw error.located(.init(part: part))
        }
    }

    /// A reader of a part's bytes as UTF-8.
    ///
    /// - Throws: `opc.missing-part`, `limit.inflated`.
    func reader(for part: String, limit: UInt64 = .max) throws(SpreadsheetError) -> XMLPartReader {
        XMLPartReader(try bytes(of: part, limit: limit), pieces: way.pieces)
    }

    /// A reader of a part's records.
    ///
    /// - Throws: `opc.missing-part`, `limit.inflated`.
    func records(of part: String, limit: UInt64 = .max) throws(SpreadsheetError) -> RecordReader {
        RecordReader(try bytes(of: part, limit: limit), pieces: way.pieces)
    }

    private func bytes(of part: String, limit: UInt64) throws(SpreadsheetError) -> ZipEntryReader {
        guard let entry = archive.entry(named: part) else {
            throw SpreadsheetError(.missingPart, "a part that the workbook needs is missing", at: .init(part: part))
        }
        func check(_ size: UInt64) throws(SpreadsheetError) {
            guard size <= limit else {
                throw SpreadsheetError(.init(.inflatedTooLarge), "the part is too large", measured: size, limit: limit)
            }
        }
        do throws(SpreadsheetError) {
            if let reader = try encrypted?.reader(for: part, of: archive, limits: limits) {
                try check(reader.size)
                return reader
            }
            try check(entry.size)
            return try wrappingZipErrors { () throws(ZipError) in try archive.reader(for: entry) }
        } catch {
            throw error.located(.init(part: part))
        }
    }

    /// The relationships of a part, or of the package if the name is empty; none if there is no list.
    ///
    /// - Throws: `opc.bad-relationship` for a repeated Id, `limit.relationships`, or an error in the list's XML.
    func relationships(of part: String) throws(SpreadsheetError) -> PartRelationships {
        let list = Self.relationshipPart(of: part)
        guard contains(list) else { return PartRelationships(source: part) }
        let handler = RelationshipHandler(source: part, limit: limits.relationships)
        try parse(list, into: handler)
        return handler.relationships
    }

    /// The name of the part that lists the relationships of a part (ECMA-376 part 2, 6.5.2.1).
    static func relationshipPart(of part: String) -> String {
        let cut = part.utf8.lastIndex(of: UInt8(ascii: "/")).map { part.utf8.index(after: $0) } ?? part.startIndex
        return "\(part[..<cut])_rels/\(part[cut...]).rels"
    }
}

extension OpenPackage {
    /// Refuses what no stranger's workbook should have, if the limits are strict.
    ///
    /// - Throws: `format.macro`, or `opc.missing-part` if there is no list of content types.
    func checkIsHarmless() throws(SpreadsheetError) {
        guard limits.isStrict else { return }
        let macros = Array("vbaproject.bin".utf8)
        if archive.entries.contains(where: { $0.name.utf8.suffix(macros.count).map(\.lowercased) == macros }) {
            throw SpreadsheetError(.macros, "the workbook contains macros")
        }
        guard contains("[Content_Types].xml") else {
            throw SpreadsheetError(.missingPart, "the list of content types is missing", at: .init(part: "[Content_Types].xml"))
        }
    }

    /// The document properties. Parts of them that are missing or damaged count as empty.
    ///
    /// - Throws: Errors that guard the reader, such as `limit.inflated` and `xml.doctype`.
    func properties(_ relationships: PartRelationships) throws(SpreadsheetError) -> DocumentProperties {
        var properties = DocumentProperties()
        for kind in ["core-properties", "extended-properties", "custom-properties"] {
            // Strict documents write the last two words of the type without a hyphen.
            let alternative = kind.split(separator: "-").enumerated().map { $0 == 0 ? String($1) : "Properties" }.joined()
            guard let relationship = relationships.first(kind) ?? relationships.first(alternative),
                let part = try? relationships.part(relationship, in: self), contains(part)
            else { continue }
            let handler = DocumentPropertiesHandler(properties)
            do throws(SpreadsheetError) {
                try parse(part, into: handler)
                properties = handler.properties
            } catch  where error.code == .malformedXML || error.code == .xmlEncoding {
                continue
            }
        }
        return properties
    }
}

/// The relationships of one part (ECMA-376 part 2, 6.5).
struct PartRelationships: Sendable {
    struct Relationship: Sendable {
        let id: String
        /// The last component of the type, which transitional and strict documents share: `worksheet`, `sharedStrings`.
        let kind: String
        let target: String
        let isExternal: Bool
    }

    let source: String
    private(set) var all: [Relationship] = []
    private var indexes: [String: Int] = [:]

    init(source: String) { self.source = source }

    /// Adds a relationship; false if its Id is taken.
    mutating func append(_ relationship: Relationship) -> Bool {
        guard indexes.updateValue(all.count, forKey: relationship.id) == nil else { return false }
        all.append(relationship)
        return true
    }

    subscript(id: String) -> Relationship? { indexes[id].map { all[$0] } }

    func first(_ kind: String) -> Relationship? { all.first { $0.kind == kind } }

    /// The target of a hyperlink: what its relationship names, and `#` before a place in there.
    func target(of id: String?, location: String?) -> String {
        let target = id.flatMap { self[$0]?.target } ?? ""
        return location.map { target + "#" + $0 } ?? target
    }

    /// The name of a relationship's target part.
    ///
    /// - Throws: `opc.bad-relationship` if it points outside the package.
    func part(_ relationship: Relationship, in package: OpenPackage) throws(SpreadsheetError) -> String {
        // Part names keep their percent signs (ECMA-376 part 2, 6.2.2), but some programs decode them.
        if !relationship.isExternal, let part = resolved(Array(relationship.target.utf8)), package.contains(part) { return part }
        guard !relationship.isExternal, let part = resolved(Self.percentDecoded(Array(relationship.target.utf8))) else {
            throw SpreadsheetError(.badRelationship, "a relationship leads out of the package", at: .init(part: source))
        }
        return part
    }

    /// Resolves a target against the folder of the source; some programs write backslashes.
    private func resolved(_ target: [UInt8]) -> String? {
        let bytes = target.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        var segments: [ArraySlice<UInt8>] = []
        if bytes.first != UInt8(ascii: "/") {
            segments = Array(source.utf8).split(separator: UInt8(ascii: "/")).dropLast()
        }
        for segment in bytes.split(separator: UInt8(ascii: "/")) {
            if segment.elementsEqual("..".utf8) {
                guard segments.popLast() != nil else { return nil }
            } else if !segment.elementsEqual(".".utf8) {
                segments.append(segment)
            }
        }
        return String(validating: segments.joined(separator: [UInt8(ascii: "/")]), as: UTF8.self)
    }

    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        func digit(_ index: Int) -> UInt8? {
            index < bytes.count ? hexadecimalValue(bytes[index]) : nil
        }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), let upper = digit(index + 1), let lower = digit(index + 2) {
                result.append(upper << 4 | lower)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}

private final class RelationshipHandler: XMLHandler {
    var relationships: PartRelationships
    private let limit: Int

    init(source: String, limit: Int) {
        relationships = PartRelationships(source: source)
        self.limit = limit
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard element.namespace == .packageRelationships || element.namespace == .none, element.name == "Relationship",
            let id = element.string("Id"), let type = element.string("Type"), let target = element.string("Target")
        else { return }
        let isExternal = element.string("TargetMode") == "External"
        guard relationships.append(.init(id: id, kind: lastPathComponent(type), target: target, isExternal: isExternal)) else {
            throw SpreadsheetError(.badRelationship, "two relationships have the same Id")
        }
        let count = relationships.all.count
        guard count <= limit else {
            throw SpreadsheetError(.tooManyRelationships, exceeds: limit, measured: count, "too many relationships")
        }
    }
}
