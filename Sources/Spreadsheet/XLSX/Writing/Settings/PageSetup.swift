/// A sheet's page setup (ECMA-376 part 1, 18.3.1.63).
public struct PageSetup: Sendable, Hashable {
    /// The paper's number: 9 is A4, 8 is A3, 1 is US Letter; nil for the printer's default.
    public var paperSize: Int?
    /// Whether the page is in landscape orientation.
    public var isLandscape = false
    /// The scale in percent, from 10 to 400. It has no effect if ``pagesWide`` or ``pagesTall`` is set.
    public var scale = 100
    /// The number of pages that the width is scaled to fit; 0 for any number.
    public var pagesWide: Int?
    /// The number of pages that the height is scaled to fit; 0 for any number.
    public var pagesTall: Int?
    /// The margins.
    public var margins = Margins()
    /// The cells to print; nil for all.
    public var area: CellRange?
    /// The rows to repeat on every page.
    public var repeatedRows: ClosedRange<Int>?
    /// The columns to repeat on every page.
    public var repeatedColumns: ClosedRange<Int>?
    /// The header, in the codes of 18.3.1.46, such as `&L&F&RPage &P of &N`; at most 255 UTF-16 units.
    public var header: String?
    /// The footer, at most 255 UTF-16 units.
    public var footer: String?
    /// Whether grid lines are printed.
    public var printsGridLines = false
    /// Whether row and column headings are printed.
    public var printsHeadings = false
    /// Whether the sheet is centred horizontally.
    public var isCenteredHorizontally = false
    /// Whether the sheet is centred vertically.
    public var isCenteredVertically = false

    /// Distances from the paper's edges, in inches (18.3.1.62).
    public struct Margins: Sendable, Hashable {
        /// From the left.
        public var left: Double
        /// From the right.
        public var right: Double
        /// From the top.
        public var top: Double
        /// From the bottom.
        public var bottom: Double
        /// The header's from the top.
        public var header: Double
        /// The footer's from the bottom.
        public var footer: Double

        /// Creates margins, by default those of a new sheet.
        public init(
            left: Double = 0.7, right: Double = 0.7, top: Double = 0.75, bottom: Double = 0.75, header: Double = 0.3, footer: Double = 0.3
        ) {
            self.left = left
            self.right = right
            self.top = top
            self.bottom = bottom
            self.header = header
            self.footer = footer
        }
    }

    /// Creates the page setup of a new sheet.
    public init() {}
}
