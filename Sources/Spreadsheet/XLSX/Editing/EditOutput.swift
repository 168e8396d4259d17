/// Where the parts of an edited workbook go, and the cell formats that its worksheets come to need.
final class EditOutput {
    // One worksheet at a time uses these, and no call within another, so the run-time check for each cell is disabled.
    @exclusivity(unchecked) var stream: XMLWriter
    @exclusivity(unchecked) var styles: DerivedStyles

    init(stream: consuming XMLWriter, styles: DerivedStyles) {
        self.stream = stream
        self.styles = styles
    }
}
