internal import ZipContainer

/// The document properties in a stream of a compound file ([MS-OLEPS] 2.21). What is damaged counts as missing.
struct PropertySets {
    private let bytes: [UInt8]

    private static let summary: [UInt8] = [0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 0x08, 0x00, 0x2B, 0x27, 0xB3, 0xD9]
    private static let documentSummary: [UInt8] = [
        0x02, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE,
    ]
    private static let custom: [UInt8] = [0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Adds the properties of the stream's sets, of which there are one or two.
    func add(to properties: inout DocumentProperties) {
        var fields = LittleEndianFields(bytes[...])
        guard fields.uint16() == 0xFFFE, fields.skip(22), let count = fields.uint32() else { return }
        for _ in 0..<min(count, 2) {
            guard let format = fields.bytes(16), let offset = fields.uint32(), let set = PropertySet(bytes, at: Int(offset)) else { return }
            switch Array(format) {
            case Self.summary: set.addSummary(to: &properties)
            case Self.documentSummary: set.addDocumentSummary(to: &properties)
            case Self.custom: set.addCustom(to: &properties)
            default: break
            }
        }
    }
}

extension PropertySets {
    /// One set: properties by their numbers (2.20).
    private struct PropertySet {
        private typealias Value = DocumentProperties.Value

        private let bytes: ArraySlice<UInt8>
        private let places: [(id: UInt32, offset: Int)]
        private let encoding: Encoding

        /// What the texts are in. Those of a code page that is not known are ASCII, or missing.
        private enum Encoding {
            case utf16, utf8
            case page(CodePage?)
        }

        private var isUnicode: Bool { if case .utf16 = encoding { true } else { false } }

        init?(_ all: [UInt8], at offset: Int) {
            guard offset < all.count else { return nil }
            let bytes = all[offset...]
            var fields = LittleEndianFields(bytes)
            guard fields.skip(4), let count = fields.uint32() else { return nil }
            var places: [(id: UInt32, offset: Int)] = []
            for _ in 0..<count {
                guard let id = fields.uint32(), let offset = fields.uint32() else { break }
                places.append((id, Int(offset)))
            }
            self.bytes = bytes
            self.places = places
            // Property 1 is the code page of the texts, 1200 for UTF-16 and 65001 for UTF-8.
            var number: UInt16 = 1252
            if let place = places.first(where: { $0.id == 1 }), place.offset < bytes.count {
                var value = LittleEndianFields(bytes.dropFirst(place.offset))
                if value.uint32() == 2 { number = value.uint16() ?? number }
            }
            encoding =
                switch number {
                case 1200: .utf16
                case 65_001: .utf8
                default: .page(CodePage(number: Int(number)))
                }
        }

        func addSummary(to properties: inout DocumentProperties) {
            for (id, value) in values() {
                switch (id, value) {
                case (2, .text(let text)): properties.title = text
                case (3, .text(let text)): properties.subject = text
                case (4, .text(let text)): properties.creator = text
                case (5, .text(let text)): properties.keywords = text
                case (6, .text(let text)): properties.description = text
                case (8, .text(let text)): properties.lastModifiedBy = text
                case (12, .date(let date)): properties.created = date
                case (13, .date(let date)): properties.modified = date
                case (18, .text(let text)): properties.application = text
                default: break
                }
            }
        }

        func addDocumentSummary(to properties: inout DocumentProperties) {
            for case (let id, .text(let text)) in values() {
                switch id {
                case 2: properties.category = text
                case 14: properties.manager = text
                case 15: properties.company = text
                default: break
                }
            }
        }

        /// Adds the properties that a user named. Property 0 lists the names.
        func addCustom(to properties: inout DocumentProperties) {
            guard let dictionary = places.first(where: { $0.id == 0 }), dictionary.offset < bytes.count else { return }
            var fields = LittleEndianFields(bytes.dropFirst(dictionary.offset))
            guard let count = fields.uint32() else { return }
            var names: [UInt32: String] = [:]
            for _ in 0..<count {
                guard let id = fields.uint32(), let length = fields.uint32(),
                    let name = fields.bytes(Int(length) * (isUnicode ? 2 : 1))
                else { break }
                if isUnicode, length % 2 != 0 { guard fields.skip(2) else { break } }
                names[id] = text(name)
            }
            for (id, value) in values() {
                if let name = names[id] { properties.custom.append(.init(name, value)) }
            }
        }

        private func values() -> [(UInt32, Value)] {
            var values: [(UInt32, Value)] = []
            // Values that share bytes could be any number of times as long as the set.
            var room = bytes.count
            for (id, offset) in places where id > 1 && offset < bytes.count && room > 0 {
                let all = bytes.dropFirst(offset)
                var fields = LittleEndianFields(all)
                if let value = value(&fields) { values.append((id, value)) }
                room -= all.count - fields.count
            }
            return values
        }

        /// Reads a type and the value after it (2.15); nil for a type that no program writes here.
        private func value(_ fields: inout LittleEndianFields) -> Value? {
            guard let type = fields.uint32() else { return nil }
            switch type {
            case 2: return fields.uint16().map { .number(Double(Int16(bitPattern: $0))) }
            case 3: return fields.uint32().map { .number(Double(Int32(bitPattern: $0))) }
            case 5: return fields.uint64().map { Double(bitPattern: $0) }.flatMap { $0.isFinite ? .number($0) : nil }
            case 11: return fields.uint16().map { .boolean($0 != 0) }
            case 30:
                guard let size = fields.uint32(), let bytes = fields.bytes(Int(size)) else { return nil }
                return text(bytes).map { .text($0) }
            case 31:
                guard let units = fields.uint32(), let bytes = fields.bytes(2 * Int(units)) else { return nil }
                return .text(String(utf16LittleEndian: bytes))
            case 64: return fields.uint64().flatMap { Self.date($0) }.map { .date($0) }
            default: return nil
            }
        }

        private func text(_ bytes: ArraySlice<UInt8>) -> String? {
            let text = bytes.prefix { $0 != 0 }
            switch encoding {
            case .utf16: return String(utf16LittleEndian: bytes)
            case .utf8: return String(decoding: text, as: UTF8.self)
            case .page(let page):
                var arena = ByteArena()
                guard (try? text.withUnsafeBytes { try arena.append($0, in: page) }) != nil else { return nil }
                return String(decoding: arena.contents, as: UTF8.self)
            }
        }

        /// A time in units of 100 ns since 1601; nil for one that no date system has.
        private static func date(_ time: UInt64) -> CivilDateTime? {
            // 1 January 1900, 109,207 days after 1 January 1601, is day 1 of the date system, which has a day more in that February.
            let days = Double(time) / 864_000_000_000 - 109_207
            return days >= 0 ? SerialDate(serial: days + (days < 59 ? 1 : 2)).civil : nil
        }
    }
}
