/// How a sheet is printed (ECMA-376 part 1, 18.3.1.63 and those around it).
public struct PageSetup: Sendable, Hashable {
    /// The paper by its number in the standard: 9 is A4, 8 is A3, 1 is US Letter. Nil leaves it to the printer.
    public var paperSize: Int?
    /// Whether the paper lies on its side.
    public var isLandscape = false
    /// The size of the print, in percent, from 10 to 400. Of no effect where ``pagesWide`` or ``pagesTall`` is set.
    public var scale = 100
    /// As small as it takes for so many pages from side to side. 0 for as many as it takes.
    public var pagesWide: Int?
    /// As small as it takes for so many pages from top to bottom. 0 for as many as it takes.
    public var pagesTall: Int?
    /// The distances from the paper's edges, in inches.
    public var margins = Margins()
    /// The cells to print; nil for all.
    public var area: CellRange?
    /// The rows that are repeated on every page.
    public var repeatedRows: ClosedRange<Int>?
    /// The columns that are repeated on every page.
    public var repeatedColumns: ClosedRange<Int>?
    /// The line at the top of each page, in the codes of 18.3.1.46, such as `&L&F&RPage &P of &N`; at most 255 UTF-16 units.
    public var header: String?
    /// The line at the bottom of each page; at most 255 UTF-16 units.
    public var footer: String?
    /// Whether lines are printed between the cells.
    public var printsGridLines = false
    /// Whether the letters of columns and the numbers of rows are printed.
    public var printsHeadings = false
    /// Whether the print is in the middle from side to side.
    public var isCenteredHorizontally = false
    /// Whether the print is in the middle from top to bottom.
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

        /// Distances; without arguments those of a new sheet.
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

    /// As for a new sheet.
    public init() {}
}
