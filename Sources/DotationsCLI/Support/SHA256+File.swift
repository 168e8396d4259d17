import Crypto
import Foundation
import Spreadsheet

extension SHA256 {
    /// Adds the bytes of a file.
    ///
    /// - Throws: `file.unreadable`.
    mutating func update(contentsOf path: String) throws {
        func failure() -> SpreadsheetError {
            SpreadsheetError(
                .fileUnreadable, "the file cannot be read: \(String(cString: strerror(errno)))", at: .init(file: fileName(of: path)))
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { block.deallocate() }
        while true {
            let count = read(descriptor, block.baseAddress, block.count)
            if count == 0 { return }
            if count > 0 {
                update(bufferPointer: UnsafeRawBufferPointer(rebasing: block[..<count]))
            } else if errno != EINTR {
                throw failure()
            }
        }
    }
}
