#if Encryption
    internal import DotationEncryption
    private import Synchronization
    internal import ZipContainer

    /// Bytes that are deciphered as they are read, the last segment being kept.
    final class DecipheredSegments: Sendable {
        private let count: UInt64
        private let cipher: PackageCipher
        private let read: @Sendable (_ offset: UInt64, _ count: Int) throws(SpreadsheetError) -> [UInt8]
        private let last = Mutex<(number: UInt64, bytes: [UInt8])?>(nil)

        init(
            count: UInt64, cipher: PackageCipher,
            read: @escaping @Sendable (_ offset: UInt64, _ count: Int) throws(SpreadsheetError) -> [UInt8]
        ) {
            self.count = count
            self.cipher = cipher
            self.read = read
        }

        var source: ByteSource {
            ByteSource(count: count) { (offset, buffer) throws(ZipError) -> Int in try self.read(at: offset, into: buffer) }
        }

        private func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
            let size = UInt64(PackageCipher.segmentSize)
            var done = 0
            while done < buffer.count, offset + UInt64(done) < count {
                let here = offset + UInt64(done)
                let start = Int(here % size)
                let rest = try segment(here / size).dropFirst(start)
                let wanted = min(buffer.count - done, rest.count, Int(clamping: count - here))
                guard wanted > 0 else { throw ZipError(.truncated, "the encrypted workbook is cut off") }
                UnsafeMutableRawBufferPointer(rebasing: buffer[done...]).copyBytes(from: rest.prefix(wanted))
                done += wanted
            }
            return done
        }

        private func segment(_ number: UInt64) throws(ZipError) -> [UInt8] {
            if let known = last.withLock({ $0?.number == number ? $0?.bytes : nil }) { return known }
            let encrypted: [UInt8]
            do throws(SpreadsheetError) {
                encrypted = try read(number * UInt64(PackageCipher.segmentSize), PackageCipher.segmentSize)
            } catch {
                throw ZipError(.fileUnreadable, "the encrypted workbook cannot be read")
            }
            let bytes = cipher.decipher(encrypted, number: UInt32(truncatingIfNeeded: number))
            last.withLock { $0 = (number, bytes) }
            return bytes
        }
    }
#endif
