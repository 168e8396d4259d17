internal import ZipContainer

#if Encryption
    internal import DotationEncryption
#endif

extension EncryptedPackage {
    /// Refuses a password that spreadsheets do not take.
    ///
    /// - Throws: `write.invalid`; `encryption.unsupported` without the trait `Encryption`.
    static func checkIsWritable(password: String) throws(SpreadsheetError) {
        #if Encryption
            guard 1...255 ~= password.utf16.count else {
                throw SpreadsheetError(.notWritable, "A password has between 1 and 255 characters.")
            }
        #else
            throw SpreadsheetError(.unsupportedEncryption, "To encrypt a workbook needs the trait Encryption.")
        #endif
    }

    /// Encrypts a package by agile encryption with AES-256 and SHA-512, as Excel does, in a compound file that is given from its first byte
    /// to its last.
    ///
    /// - Throws: What `write` throws.
    static func write(
        _ package: [UInt8], password: String, spinCount: Int = 100_000, to write: ([UInt8]) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        #if Encryption
            try PackageEncryptor(package, password: password, spinCount: spinCount).write(to: write)
        #endif
    }
}

#if Encryption
    /// Writes an encrypted package ([MS-OFFCRYPTO] 1.3.3) as a compound file of version 3 ([MS-CFB]).
    ///
    /// The sectors are in this order: what lists the table, the table, the directory, the table of the mini stream, the package, the mini
    /// stream. What describes the encryption has the package's authentication code, and so comes last.
    private struct PackageEncryptor {
        private static let sectorSize = 512
        private static let miniSize = 64
        private static let directorySectors = 3

        private let package: [UInt8]
        private let encryption: AgileEncryption
        private let cipher: PackageCipher
        /// Streams of less than 4,096 bytes belong into the mini stream, so the package never has less.
        private let streamSize: Int
        /// The small streams, of which the last describes the encryption.
        private let small: [[UInt8]]
        private let packageSectors: Int
        private let miniSectors: Int
        private let tableSectors: Int
        private let listSectors: Int

        init(_ package: [UInt8], password: String, spinCount: Int) {
            self.package = package
            (encryption, cipher) = AgileEncryption.new(password: password, spinCount: spinCount)
            streamSize = 8 + max((package.count + 15) / 16 * 16, PackageCipher.segmentSize)
            // As long as the description will be.
            let placeholder = [UInt8](repeating: 0, count: encryption.data.hash.size)
            small = DataSpaces.streams + [Self.description(encryption, (placeholder, placeholder))]
            packageSectors = Self.count(streamSize, Self.sectorSize)
            miniSectors = Self.count(small.reduce(0) { $0 + Self.count($1.count, Self.miniSize) } * Self.miniSize, Self.sectorSize)
            var (table, list) = (1, 0)
            while table * Self.sectorSize / 4 < list + table + Self.directorySectors + 1 + packageSectors + miniSectors {
                table += 1
                list = table > 109 ? Self.count(table - 109, Self.sectorSize / 4 - 1) : 0
            }
            (tableSectors, listSectors) = (table, list)
        }

        private static func count(_ bytes: Int, _ unit: Int) -> Int { (bytes + unit - 1) / unit }

        private var directoryStart: Int { listSectors + tableSectors }
        private var miniTableStart: Int { directoryStart + Self.directorySectors }
        private var packageStart: Int { miniTableStart + 1 }
        private var miniStart: Int { packageStart + packageSectors }

        func write(to write: ([UInt8]) throws(SpreadsheetError) -> Void) throws(SpreadsheetError) {
            try write(header + table + directory + miniTable)
            guard var authenticator = AgileEncryption.Authenticator(encryption, cipher) else {
                throw SpreadsheetError(.unsupportedEncryption, "the package is not encrypted by agile encryption")
            }
            var rest = streamSize
            func add(_ bytes: [UInt8]) throws(SpreadsheetError) {
                bytes.withUnsafeBytes { authenticator.update($0) }
                rest -= bytes.count
                try write(bytes)
            }
            try add(Self.bytes(UInt64(package.count)))
            for (number, start) in stride(from: 0, to: package.count, by: PackageCipher.segmentSize).enumerated() {
                let segment = Array(package[start..<min(start + PackageCipher.segmentSize, package.count)])
                try add(cipher.encipher(segment, number: UInt32(truncatingIfNeeded: number)))
            }
            try add([UInt8](repeating: 0, count: rest))
            try write([UInt8](repeating: 0, count: packageSectors * Self.sectorSize - streamSize))
            let description = Self.description(encryption, authenticator.encrypted)
            let streams = (small.dropLast() + [description]).flatMap { $0.padded(to: Self.miniSize) }
            try write(streams.padded(to: Self.sectorSize))
        }

        // MARK: - Container

        private enum Mark {
            static let end: UInt32 = 0xFFFF_FFFE
            static let free: UInt32 = 0xFFFF_FFFF
            static let table: UInt32 = 0xFFFF_FFFD
            static let list: UInt32 = 0xFFFF_FFFC
        }

        /// The header and the sectors that list more of the table than it does ([MS-CFB] 2.2, 2.5).
        private var header: [UInt8] {
            var header = CompoundFile.signature + [UInt8](repeating: 0, count: 16)
            for number: UInt16 in [0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0] { header += Self.bytes(number) }
            let numbers = [
                0, UInt32(tableSectors), UInt32(directoryStart), 0, 4096, UInt32(miniTableStart), 1, listSectors > 0 ? 0 : Mark.end,
                UInt32(listSectors),
            ]
            header += numbers.flatMap { Self.bytes($0) }
            let sectors = (0..<tableSectors).map { UInt32(listSectors + $0) }
            header += (sectors.prefix(109) + [UInt32](repeating: Mark.free, count: max(0, 109 - tableSectors))).flatMap { Self.bytes($0) }
            let room = Self.sectorSize / 4 - 1
            for index in 0..<listSectors {
                let part = sectors.dropFirst(109 + index * room).prefix(room)
                let next = index + 1 < listSectors ? UInt32(index + 1) : Mark.end
                header += (part + [UInt32](repeating: Mark.free, count: room - part.count) + [next]).flatMap { Self.bytes($0) }
            }
            return header
        }

        /// The next sector of each sector ([MS-CFB] 2.3).
        private var table: [UInt8] {
            func chain(_ start: Int, _ count: Int) -> [UInt32] { (1..<max(count, 1)).map { UInt32(start + $0) } + [Mark.end] }
            var table = [UInt32](repeating: Mark.list, count: listSectors) + [UInt32](repeating: Mark.table, count: tableSectors)
            table += chain(directoryStart, Self.directorySectors) + chain(miniTableStart, 1)
            table += chain(packageStart, packageSectors) + chain(miniStart, miniSectors)
            table += [UInt32](repeating: Mark.free, count: tableSectors * Self.sectorSize / 4 - table.count)
            return table.flatMap { Self.bytes($0) }
        }

        private var miniTable: [UInt8] {
            var table: [UInt32] = []
            for stream in small {
                let count = Self.count(stream.count, Self.miniSize)
                table += (1..<max(count, 1)).map { [start = table.count] in UInt32(start + $0) } + [Mark.end]
            }
            return (table + [UInt32](repeating: Mark.free, count: Self.sectorSize / 4 - table.count)).flatMap { Self.bytes($0) }
        }

        /// The entries and their trees of siblings, in which shorter names come first ([MS-CFB] 2.6).
        private var directory: [UInt8] {
            var miniStarts: [Int] = []
            var place = 0
            for stream in small {
                miniStarts.append(place)
                place += Self.count(stream.count, Self.miniSize)
            }
            func entry(
                _ name: String, _ kind: UInt8, left: Int? = nil, right: Int? = nil, child: Int? = nil, start: Int = 0, size: Int = 0
            ) -> [UInt8] {
                let units = name.utf16.flatMap { Self.bytes($0) }
                var bytes = units + [UInt8](repeating: 0, count: 64 - units.count)
                bytes += Self.bytes(UInt16(units.count + 2)) + [kind, 1]
                for index in [left, right, child] { bytes += Self.bytes(index.map { UInt32($0) } ?? Mark.free) }
                bytes += [UInt8](repeating: 0, count: 36)
                return bytes + Self.bytes(UInt32(start)) + Self.bytes(UInt64(size))
            }
            func stream(_ name: String, _ index: Int, left: Int? = nil, right: Int? = nil) -> [UInt8] {
                entry(name, 2, left: left, right: right, start: miniStarts[index], size: small[index].count)
            }
            var entries = entry("Root Entry", 5, child: 1, start: miniStart, size: place * Self.miniSize)
            entries += stream("EncryptionInfo", 4, left: 2, right: 3)
            entries += entry("\u{6}DataSpaces", 1, child: 5)
            entries += entry("EncryptedPackage", 2, start: packageStart, size: streamSize)
            entries += stream("Version", 0)
            entries += stream("DataSpaceMap", 1, left: 4, right: 6)
            entries += entry("DataSpaceInfo", 1, right: 8, child: 7)
            entries += stream("StrongEncryptionDataSpace", 2)
            entries += entry("TransformInfo", 1, child: 9)
            entries += entry("StrongEncryptionTransform", 1, child: 10)
            entries += stream("\u{6}Primary", 3)
            // An entry that is not in use has no name, and no neighbours.
            let unused = [UInt8](repeating: 0, count: 68) + [UInt8](repeating: 0xFF, count: 12) + [UInt8](repeating: 0, count: 48)
            return entries + unused
        }

        private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
            withUnsafeBytes(of: number.littleEndian) { Array($0) }
        }

        // MARK: - Description

        /// [MS-OFFCRYPTO] 2.3.4.10
        private static func description(_ encryption: AgileEncryption, _ authentication: (key: [UInt8], value: [UInt8])) -> [UInt8] {
            func parameters(_ parameters: AgileEncryption.Parameters) -> String {
                """
                saltSize="\(parameters.salt.count)" blockSize="16" keyBits="\(8 * parameters.keySize)" \
                hashSize="\(parameters.hash.size)" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" \
                hashAlgorithm="\(parameters.hash.rawValue)" saltValue="\(Base64.encoded(parameters.salt))"
                """
            }
            let password = "http://schemas.microsoft.com/office/2006/keyEncryptor/password"
            let xml = """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r
                <encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="\(password)">\
                <keyData \(parameters(encryption.data))/>\
                <dataIntegrity encryptedHmacKey="\(Base64.encoded(authentication.key))" \
                encryptedHmacValue="\(Base64.encoded(authentication.value))"/>\
                <keyEncryptors><keyEncryptor uri="\(password)">\
                <p:encryptedKey spinCount="\(encryption.spinCount)" \(parameters(encryption.password)) \
                encryptedVerifierHashInput="\(Base64.encoded(encryption.verifier))" \
                encryptedVerifierHashValue="\(Base64.encoded(encryption.verifierHash))" \
                encryptedKeyValue="\(Base64.encoded(encryption.key))"/>\
                </keyEncryptor></keyEncryptors></encryption>
                """
            return [4, 0, 4, 0, 0x40, 0, 0, 0] + xml.utf8
        }

        /// What says that the package is encrypted, the same for all such files ([MS-OFFCRYPTO] 2.1, 2.3.1, 2.3.2).
        private enum DataSpaces {
            static let streams = [version, map, space, transform]

            /// Of a reader, an updater and a writer.
            private static let versions: [UInt8] = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
            private static let version = text("Microsoft.Container.DataSpaces") + versions
            private static let map: [UInt8] = {
                let entry = numbers(1, 0) + text("EncryptedPackage") + text("StrongEncryptionDataSpace")
                return numbers(8, 1, UInt32(entry.count + 4)) + entry
            }()
            private static let space = numbers(8, 1) + text("StrongEncryptionTransform")
            private static let transform: [UInt8] = {
                let identifier = text("{FF9A3F03-56EF-4613-BDD5-5A41C1D07246}")
                return numbers(UInt32(identifier.count + 8), 1) + identifier + text("Microsoft.Container.EncryptionTransform") + versions
                    + numbers(0, 0, 0, 4)
            }()

            private static func numbers(_ numbers: UInt32...) -> [UInt8] { numbers.flatMap { bytes($0) } }

            /// The length of a text and then the text, padded to a multiple of four bytes (2.1.2).
            private static func text(_ text: String) -> [UInt8] {
                let units = text.utf16.flatMap { bytes($0) }
                return bytes(UInt32(units.count)) + units.padded(to: 4)
            }
        }
    }

    extension [UInt8] {
        fileprivate func padded(to unit: Int) -> [UInt8] {
            self + [UInt8](repeating: 0, count: (unit - count % unit) % unit)
        }
    }
#endif
