internal import ZipContainer

extension SheetFile {
    /// Opens what comes through a pipe, a socket or an open file, once all of it is there.
    ///
    /// A workbook is read from its end, so the bytes are kept in a temporary file without a name until the last reader is gone. CSV can be
    /// read as it comes instead: ``CSVReader/init(fileDescriptor:dialect:separator:encoding:limits:)``.
    ///
    /// - Parameters:
    ///   - fileDescriptor: The descriptor, such as 0 for standard input. It stays open.
    ///   - name: The file's name, for errors and for the sheet of a CSV file.
    ///   - password: What a workbook is encrypted with; see ``Workbook/init(path:password:limits:)``.
    ///   - csv: What is known of the layout of CSV.
    ///   - limits: The limits of the file; `limits.zip.archiveSize` is what is kept at most.
    /// - Throws: `limit.file-size`, `file.unreadable`, `file.unwritable` if there is no room for the temporary file, `read.cancelled`; an error in
    ///   the bytes.
    public init(
        fileDescriptor: Int32, name: String? = nil, password: String? = nil, csv: CSVLayout = CSVLayout(), limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        var spool = try wrappingZipErrors(file: name) { () throws(ZipError) in try SpoolFile(limit: limits.zip.archiveSize) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 1)
        defer { buffer.deallocate() }
        while true {
            try checkCancellation()
            let count = try wrappingZipErrors(file: name) { () throws(ZipError) in try readNext(of: fileDescriptor, into: buffer) }
            if count == 0 { break }
            try spool.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]), file: name)
        }
        try self.init(source: spool.source(), name: name, password: password, csv: csv, limits: limits)
    }

    /// Opens what comes as a sequence of bytes, such as the body of a request, once all of it is there.
    ///
    /// The bytes are kept in a temporary file without a name until the last reader is gone.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - name: The file's name, for errors and for the sheet of a CSV file.
    ///   - password: What a workbook is encrypted with; see ``Workbook/init(path:password:limits:)``.
    ///   - csv: What is known of the layout of CSV.
    ///   - limits: The limits of the file; `limits.zip.archiveSize` is what is kept at most.
    /// - Throws: An error of the sequence; as ``init(fileDescriptor:name:password:csv:limits:)``.
    public init<Bytes: AsyncSequence>(
        bytes: Bytes, name: String? = nil, password: String? = nil, csv: CSVLayout = CSVLayout(), limits: ReadLimits = .standard
    ) async throws where Bytes.Element == UInt8 {
        var spool = try wrappingZipErrors(file: name) { () throws(ZipError) in try SpoolFile(limit: limits.zip.archiveSize) }
        var block: [UInt8] = []
        block.reserveCapacity(64 << 10)
        for try await byte in bytes {
            block.append(byte)
            guard block.count == 64 << 10 else { continue }
            try checkCancellation()
            try spool.append(block, file: name)
            block.removeAll(keepingCapacity: true)
        }
        try spool.append(block, file: name)
        try self.init(source: spool.source(), name: name, password: password, csv: csv, limits: limits)
    }
}

extension SpoolFile {
    fileprivate mutating func append(_ bytes: UnsafeRawBufferPointer, file: String?) throws(SpreadsheetError) {
        do throws(ZipError) { try append(bytes) } catch { throw SpreadsheetError(error, file: file) }
    }

    fileprivate mutating func append(_ bytes: [UInt8], file: String?) throws(SpreadsheetError) {
        do throws(ZipError) {
            try bytes.withUnsafeBufferPointer { (bytes) throws(ZipError) in try append(UnsafeRawBufferPointer(bytes)) }
        } catch {
            throw SpreadsheetError(error, file: file)
        }
    }
}
