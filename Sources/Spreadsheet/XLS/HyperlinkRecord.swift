internal import ZipContainer

/// A hyperlink as an object that programs share ([MS-OSHARED] 2.3.7.1).
enum HyperlinkRecord {
    private static let urlMoniker: [UInt8] = [
        0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B,
    ]
    private static let fileMoniker: [UInt8] = [0x03, 0x03, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]

    /// The target of a link, a URL or `#` and a place in the workbook, from the bytes after its range; nil if they are not one.
    static func target(_ bytes: [UInt8]) -> String? {
        var fields = LittleEndianFields(bytes[...])
        // The class and the version.
        guard fields.skip(20), let flags = fields.uint32() else { return nil }
        if flags & 0x10 != 0 { guard text(&fields) != nil else { return nil } }
        if flags & 0x80 != 0 { guard text(&fields) != nil else { return nil } }
        var target = ""
        if flags & 0x101 == 0x101 {
            guard let name = text(&fields) else { return nil }
            target = name
        } else if flags & 1 != 0 {
            guard let moniker = fields.bytes(16), let name = address(Array(moniker), &fields) else { return nil }
            target = name
        }
        if flags & 8 != 0 {
            guard let place = text(&fields) else { return nil }
            target += "#" + place
        }
        return target
    }

    /// The address in a moniker.
    private static func address(_ moniker: [UInt8], _ fields: inout LittleEndianFields) -> String? {
        if moniker == urlMoniker {
            guard let size = fields.uint32(), let units = fields.bytes(Int(size)) else { return nil }
            return String(utf16LittleEndian: units)
        }
        guard moniker == fileMoniker, let up = fields.uint16(), let size = fields.uint32(), let short = fields.bytes(Int(size)),
            fields.skip(24), let longSize = fields.uint32(),
            // No path has more levels.
            up <= 255
        else { return nil }
        var name = String(decoding: short.prefix { $0 != 0 }, as: UTF8.self)
        if longSize > 0 {
            guard let size = fields.uint32(), let key = fields.uint16(), let long = fields.bytes(Int(size)) else { return nil }
            // With another key it is what Excel for Mac writes.
            if key == 3 { name = String(utf16LittleEndian: long) }
        }
        return String(repeating: "..\\", count: Int(up)) + name
    }

    /// A text of UTF-16 after the number of its units.
    private static func text(_ fields: inout LittleEndianFields) -> String? {
        guard let count = fields.uint32(), let bytes = fields.bytes(2 * Int(count)) else { return nil }
        return String(utf16LittleEndian: bytes)
    }
}
