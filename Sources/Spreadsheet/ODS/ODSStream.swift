/// The content of an OpenDocument spreadsheet.
final class ODSStream: XMLTableStream {
    let content: ODSHandler
    @exclusivity(unchecked) private var scanner = ODSScanner()
    private let usesScanner: Bool

    /// With `styles` the content is only listed.
    init(_ part: consuming XMLPartReader, styles: ODSStyleReader?, usesScanner: Bool, limits: ReadLimits) throws(SpreadsheetError) {
        content = ODSHandler(styles: styles, limits: limits)
        self.usesScanner = usesScanner
        try super.init(part, handler: content, limits: limits)
    }

    // Rows that nobody wants are skipped in either way, so that a workbook opens in both or in neither.
    override func scan(_ bytes: UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> ScanOutcome {
        guard let rows = content.wantedRows else { return ODSScanner.skip(bytes) }
        // The scanner does not read formulas and links. If they are requested, libxml2 reads every row.
        guard usesScanner, rows.layout == nil, rows.details == nil else { return .unknown(wasted: 0) }
        return try scanner.scan(bytes, into: rows, knowsCalcext: content.knowsCalcext)
    }
}
