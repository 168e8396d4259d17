import ZipContainer

/// A sample that somebody edited, which began as an export of another store.
struct SampleEdit {
    let path: String

    /// Makes it an edit of this store's export, by giving it that export's properties.
    func begin(as export: String) throws(ZipError) {
        let properties = "docProps/custom.xml"
        let source = try ZipArchive(path: export)
        let sample = try ZipArchive(path: path)
        guard let identity = source.entry(named: properties) else { return }
        var writer = try ZipWriter(path: path)
        for entry in sample.entries {
            try writer.begin(entry.name)
            try writer.write(entry.name == properties ? source.bytes(of: identity) : sample.bytes(of: entry))
            try writer.end()
        }
        try writer.finish()
    }
}
