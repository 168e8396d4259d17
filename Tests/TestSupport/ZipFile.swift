internal import CDotationsZlib

/// A zip archive to be, entry by entry, in which every header can be made to lie.
package struct ZipFile {
    /// What a local header or a record of the central directory says of an entry.
    package struct Header {
        package var name: [UInt8]
        package var flags: UInt16 = 0
        package var method: UInt16
        package var checksum: UInt32
        package var compressedSize: UInt32
        package var size: UInt32
        package var extra: [UInt8] = []
        // What only the central directory has.
        package var madeBy: UInt16 = 20
        package var comment: [UInt8] = []
        package var disk: UInt16 = 0
        package var attributes: UInt32 = 0
        /// Added to the place where the local header really is.
        package var offsetShift: Int64 = 0
        /// Instead of the place where the local header really is.
        package var offset: UInt32?
    }

    /// A data descriptor: four shapes, and what it says.
    package struct Descriptor {
        package var isSigned: Bool
        package var is64Bit: Bool
        package var checksum: UInt32
        package var compressedSize: UInt64
        package var size: UInt64
    }

    package struct Entry {
        package var local: Header
        package var central: Header
        /// The bytes behind the local header.
        package var stored: [UInt8]
        package var descriptor: Descriptor?
        /// Bytes before the local header that belong to no entry.
        package var gap: [UInt8] = []
        /// Whether the entry has a local header and data of its own.
        package var hasLocal = true
        /// Whether the central directory speaks of it.
        package var hasCentral = true

        /// An honest entry.
        package init(_ name: String, _ data: [UInt8], deflated: Bool = true) {
            self.init(name: Array(name.utf8), data, stored: deflated ? ZipFile.deflated(data) : data, method: deflated ? 8 : 0)
        }

        package init(_ name: String, _ text: String, deflated: Bool = true) {
            self.init(name, Array(text.utf8), deflated: deflated)
        }

        /// An entry whose stored bytes are given.
        package init(name: [UInt8], _ data: [UInt8], stored: [UInt8], method: UInt16) {
            self.stored = stored
            local = Header(
                name: name, method: method, checksum: ZipFile.checksum(data), compressedSize: UInt32(stored.count), size: UInt32(data.count)
            )
            central = local
        }

        /// The same entry with both headers changed alike.
        package func with(_ change: (inout Header) -> Void) -> Entry {
            var entry = self
            change(&entry.local)
            change(&entry.central)
            return entry
        }

        package func withLocal(_ change: (inout Header) -> Void) -> Entry {
            var entry = self
            change(&entry.local)
            return entry
        }

        package func withCentral(_ change: (inout Header) -> Void) -> Entry {
            var entry = self
            change(&entry.central)
            return entry
        }

        package func changed(_ change: (inout Entry) -> Void) -> Entry {
            var entry = self
            change(&entry)
            return entry
        }

        /// The same entry as a program writes it that cannot go back: sizes and checksum behind the data.
        package func described(isSigned: Bool = true, is64Bit: Bool = false) -> Entry {
            changed { entry in
                entry.descriptor = Descriptor(
                    isSigned: isSigned, is64Bit: is64Bit, checksum: central.checksum, compressedSize: UInt64(central.compressedSize),
                    size: UInt64(central.size))
                entry.local.flags |= 8
                entry.central.flags |= 8
                (entry.local.checksum, entry.local.compressedSize, entry.local.size) = (0, 0, 0)
            }
        }

        /// The same entry with its sizes in zip64 fields, though they would fit.
        package func wide() -> Entry {
            with { header in
                header.extra += ZipFile.zip64(UInt64(header.size), UInt64(header.compressedSize))
                (header.size, header.compressedSize) = (.max, .max)
            }
        }
    }

    /// What the end record says, as far as it is not what is so.
    package struct EndRecord {
        package var disk: UInt16 = 0
        package var directoryDisk: UInt16 = 0
        package var countHere: UInt16?
        package var count: UInt16?
        package var directorySize: UInt32?
        package var directoryOffset: UInt32?
        package var comment: [UInt8] = []
        package var commentLength: UInt16?
    }

    /// What the zip64 end record and its locator say, as far as it is not what is so.
    package struct WideEndRecord {
        package var disk: UInt32 = 0
        package var directoryDisk: UInt32 = 0
        package var count: UInt64?
        package var countHere: UInt64?
        package var directorySize: UInt64?
        package var directoryOffset: UInt64?
        package var length: UInt64?
        package var more: [UInt8] = []
        package var recordOffset: UInt64?
        package var locatorDisk: UInt32 = 0
        package var diskCount: UInt32 = 1
        package init() {}
    }

    package var entries: [Entry]
    package var prefix: [UInt8] = []
    package var beforeDirectory: [UInt8] = []
    package var beforeEnd: [UInt8] = []
    package var suffix: [UInt8] = []
    package var end = EndRecord()
    package var wideEnd: WideEndRecord?

    package init(_ entries: [Entry]) { self.entries = entries }

    package func changed(_ change: (inout ZipFile) -> Void) -> ZipFile {
        var file = self
        change(&file)
        return file
    }

    /// The archive's bytes.
    package var bytes: [UInt8] {
        var out = prefix
        var directory: [UInt8] = []
        for entry in entries {
            out += entry.gap
            let offset = UInt32(truncatingIfNeeded: Int64(out.count) + entry.central.offsetShift)
            if entry.hasLocal {
                out += Self.fields(.four(0x0403_4B50), .two(20)) + Self.common(entry.local)
                out += Self.fields(.two(UInt16(entry.local.name.count)), .two(UInt16(entry.local.extra.count)))
                out += entry.local.name + entry.local.extra + entry.stored
                if let descriptor = entry.descriptor { out += Self.bytes(of: descriptor) }
            }
            guard entry.hasCentral else { continue }
            let header = entry.central
            directory += Self.fields(.four(0x0201_4B50), .two(header.madeBy), .two(20)) + Self.common(header)
            directory += Self.fields(
                .two(UInt16(header.name.count)), .two(UInt16(header.extra.count)), .two(UInt16(header.comment.count)), .two(header.disk),
                .two(0), .four(header.attributes), .four(header.offset ?? offset))
            directory += header.name + header.extra + header.comment
        }
        out += beforeDirectory
        let directoryOffset = out.count
        out += directory + beforeEnd
        let count = entries.count { $0.hasCentral }
        if let wideEnd {
            let recordOffset = out.count
            out += Self.fields(
                .four(0x0606_4B50), .eight(wideEnd.length ?? UInt64(44 + wideEnd.more.count)), .two(45), .two(45), .four(wideEnd.disk),
                .four(wideEnd.directoryDisk), .eight(wideEnd.countHere ?? wideEnd.count ?? UInt64(count)),
                .eight(wideEnd.count ?? UInt64(count)), .eight(wideEnd.directorySize ?? UInt64(directory.count)),
                .eight(wideEnd.directoryOffset ?? UInt64(directoryOffset)))
            out += wideEnd.more
            out += Self.fields(
                .four(0x0706_4B50), .four(wideEnd.locatorDisk), .eight(wideEnd.recordOffset ?? UInt64(recordOffset)),
                .four(wideEnd.diskCount))
        }
        out += Self.fields(
            .four(0x0605_4B50), .two(end.disk), .two(end.directoryDisk),
            .two(end.countHere ?? end.count ?? UInt16(truncatingIfNeeded: count)),
            .two(end.count ?? UInt16(truncatingIfNeeded: count)), .four(end.directorySize ?? UInt32(directory.count)),
            .four(end.directoryOffset ?? UInt32(directoryOffset)), .two(end.commentLength ?? UInt16(end.comment.count)))
        return out + end.comment + suffix
    }

    // MARK: - Bytes

    package enum Field {
        case two(UInt16)
        case four(UInt32)
        case eight(UInt64)
    }

    /// Fields as zip archives write them, the low byte first.
    package static func fields(_ fields: Field...) -> [UInt8] {
        fields.flatMap { field -> [UInt8] in
            let (value, length) =
                switch field {
                case .two(let value): (UInt64(value), 2)
                case .four(let value): (UInt64(value), 4)
                case .eight(let value): (value, 8)
                }
            return (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
    }

    /// A zip64 extra field with those values.
    package static func zip64(_ values: UInt64...) -> [UInt8] {
        fields(.two(1), .two(UInt16(values.count * 8))) + values.flatMap { fields(.eight($0)) }
    }

    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) })
    }

    /// A raw deflate stream.
    package static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        guard
            deflateInit2_(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        else { return [] }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
        let left = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                deflate(&stream, Z_FINISH)
                return Int(stream.avail_out)
            }
        }
        return Array(output.dropLast(left))
    }

    private static func common(_ header: Header) -> [UInt8] {
        fields(
            .two(header.flags), .two(header.method), .two(0), .two(0x21), .four(header.checksum), .four(header.compressedSize),
            .four(header.size))
    }

    private static func bytes(of descriptor: Descriptor) -> [UInt8] {
        var out = descriptor.isSigned ? fields(.four(0x0807_4B50)) : []
        out += fields(.four(descriptor.checksum))
        if descriptor.is64Bit {
            out += fields(.eight(descriptor.compressedSize), .eight(descriptor.size))
        } else {
            out += fields(.four(UInt32(truncatingIfNeeded: descriptor.compressedSize)), .four(UInt32(truncatingIfNeeded: descriptor.size)))
        }
        return out
    }
}
