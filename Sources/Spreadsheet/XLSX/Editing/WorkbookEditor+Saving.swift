internal import ZipContainer

extension WorkbookEditor {
    /// Writes the workbook with its edits to a file, which appears whole or not at all. It may be the file that was opened.
    ///
    /// A workbook that was opened with a password is encrypted with it again, and is in memory until then.
    ///
    /// - Parameters:
    ///   - path: The file's path. An existing file stays until the end.
    ///   - level: The deflate level of rewritten parts, from 1 (fastest) to 9 (smallest).
    /// - Throws: `edit.merged-cell`, `edit.array-formula`, `edit.table-header` or `edit.shared-formula` with the cell that cannot be edited;
    ///   `write.too-many-styles`, `write.bad-date`; an error in a part that is rewritten; `file.unwritable`. The file is then as it was.
    public func save(to path: String, level: Int = 2) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        guard let password else {
            let zip = try wrappingZipErrors(file: name) { () throws(ZipError) in try ZipWriter(path: path, level: max(1, level)) }
            let output = try write(to: XMLWriter(zip: zip, file: name))
            return try output.stream.finish { (zip) throws(ZipError) in try zip.finish() }
        }
        let file = try wrappingZipErrors(file: name) { () throws(ZipError) in try OutputFile(path: path) }
        let package = try package(level: level)
        try EncryptedPackage.write(package, password: password) { (bytes) throws(SpreadsheetError) in
            try wrappingZipErrors(file: name) { () throws(ZipError) in
                try bytes.withUnsafeBufferPointer { (bytes) throws(ZipError) in try file.write(UnsafeRawBufferPointer(bytes)) }
            }
        }
        try wrappingZipErrors(file: name) { () throws(ZipError) in try file.commit() }
    }

    /// The workbook with its edits, in memory.
    ///
    /// - Throws: As ``save(to:level:)``.
    public func bytes(level: Int = 2) throws(SpreadsheetError) -> [UInt8] {
        let package = try package(level: level)
        guard let password else { return package }
        var encrypted: [UInt8] = []
        try EncryptedPackage.write(package, password: password) { (bytes) throws(SpreadsheetError) in encrypted += bytes }
        return encrypted
    }

    private func package(level: Int) throws(SpreadsheetError) -> [UInt8] {
        let output = try write(to: XMLWriter(zip: ZipWriter(level: max(1, level)), file: nil))
        return try output.stream.finish { (zip) throws(ZipError) in try zip.finish() }
    }

    private func write(to stream: consuming XMLWriter) throws(SpreadsheetError) -> EditOutput {
        do throws(SpreadsheetError) {
            let plan = try EditPlan(self)
            let output = EditOutput(stream: stream, styles: plan.styles)
            try plan.write(to: output)
            return output
        } catch {
            throw error.located(.init(file: fileName))
        }
    }
}
