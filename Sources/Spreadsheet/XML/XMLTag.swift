/// A start tag or an empty tag among the bytes of a part, with its attributes. It is valid as long as the bytes are.
struct XMLTag {
    struct Attribute {
        /// From the white space before the name to the closing quotation mark.
        let range: Range<Int>
        let name: Range<Int>
        /// Between the quotation marks.
        let value: Range<Int>
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let token: XMLToken

    var isEmpty: Bool { token.kind == .emptyTag }

    /// Where the attributes end: before `>` or `/>`.
    var attributesEnd: Int { token.range.upperBound - (isEmpty ? 2 : 1) }

    /// The name without its prefix.
    var localName: Slice<UnsafeBufferPointer<UInt8>> { bytes[token.name.lowerBound + prefix.count..<token.name.upperBound] }

    /// The name's prefix with its colon; empty if it has none.
    var prefix: Slice<UnsafeBufferPointer<UInt8>> {
        let name = bytes[token.name]
        return name.prefix(name.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 - name.startIndex } ?? 0)
    }

    /// False if no attribute declares a namespace.
    var mayDeclareNamespaces: Bool {
        guard let base = bytes.baseAddress else { return false }
        let pattern: StaticString = "xmlns"
        var index = token.name.upperBound
        while index + pattern.utf8CodeUnitCount <= token.range.upperBound {
            if base[index] == UInt8(ascii: "x"), (0..<pattern.utf8CodeUnitCount).allSatisfy({ base[index + $0] == pattern.utf8Start[$0] }) {
                return true
            }
            index += 1
        }
        return false
    }

    /// The attributes in their order, up to the first that is not well-formed.
    var attributes: [Attribute] {
        var result: [Attribute] = []
        _ = attribute { attribute in
            result.append(attribute)
            return false
        }
        return result
    }

    /// The attribute of that name, prefix and all; nil if there is none.
    func attribute(_ name: StaticString) -> Attribute? {
        attribute { attribute in
            attribute.name.count == name.utf8CodeUnitCount
                && bytes[attribute.name].elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        }
    }

    private func attribute(where isWanted: (Attribute) -> Bool) -> Attribute? {
        var index = token.name.upperBound
        let end = attributesEnd
        while index < end {
            let start = index
            while index < end, isXMLSpace(bytes[index]) { index += 1 }
            let nameStart = index
            while index < end, bytes[index] != UInt8(ascii: "="), !isXMLSpace(bytes[index]) { index += 1 }
            let name = nameStart..<index
            while index < end, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "'") { index += 1 }
            guard index < end, !name.isEmpty else { return nil }
            let quote = bytes[index]
            let valueStart = index + 1
            index = valueStart
            while index < end, bytes[index] != quote { index += 1 }
            guard index < end else { return nil }
            let attribute = Attribute(range: start..<index + 1, name: name, value: valueStart..<index)
            if isWanted(attribute) { return attribute }
            index += 1
        }
        return nil
    }

    /// The value of an attribute, with its references resolved.
    func value(_ name: StaticString) -> [UInt8]? { attribute(name).map(value) }

    func value(_ attribute: Attribute) -> [UInt8] {
        var value = Array(bytes[attribute.value])
        guard value.contains(UInt8(ascii: "&")) else { return value }
        let count = value.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { TextScanner.dereference($0, count: buffer.count) } ?? 0
        }
        return Array(value[..<count])
    }

    func string(_ name: StaticString) -> String? { value(name).map { String(decoding: $0, as: UTF8.self) } }

    /// An attribute that is an integer; nil if it is missing or anything else.
    func integer(_ name: StaticString) -> Int? {
        value(name).flatMap { $0.withUnsafeBufferPointer { DecimalNumber.integer($0) } }
    }

    func boolean(_ name: StaticString) -> Bool {
        value(name).flatMap { $0.withUnsafeBufferPointer { XMLElement.boolean($0) } } ?? false
    }

    /// The bytes of the tag with attributes replaced, or added where it has none of the name. A value of nil removes its attribute.
    func bytes(setting changes: [(name: StaticString, value: String?)]) -> [UInt8] {
        var result: [UInt8] = []
        var place = token.range.lowerBound
        var missing = changes
        for attribute in attributes {
            let found = missing.firstIndex { change in
                bytes[attribute.name].elementsEqual(
                    UnsafeBufferPointer(start: change.name.utf8Start, count: change.name.utf8CodeUnitCount))
            }
            guard let found else { continue }
            result += bytes[place..<(missing[found].value == nil ? attribute.range.lowerBound : attribute.value.lowerBound)]
            if let value = missing[found].value { result += value.utf8 }
            place = missing[found].value == nil ? attribute.range.upperBound : attribute.value.upperBound
            missing.remove(at: found)
        }
        result += bytes[place..<attributesEnd]
        for change in missing {
            guard let value = change.value else { continue }
            result += " \(change.name)=\"\(value)\"".utf8
        }
        result += bytes[attributesEnd..<token.range.upperBound]
        return result
    }
}
