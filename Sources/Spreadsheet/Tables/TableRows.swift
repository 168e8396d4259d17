/// The rows of one table as they are read.
class TableRows {
    /// Builds the rows. The callbacks of libxml2 and a scanner never change it at the same time, so the run-time check for each row and cell is
    /// disabled.
    @exclusivity(unchecked) final var builder: RowBuilder
    /// Whether a complete row is waiting.
    @exclusivity(unchecked) final var hasRow = false
    /// How many more times the last row stands below itself.
    @exclusivity(unchecked) final var repeats = 0

    final let styleNames: StyleNames
    final let details: RowDetails?
    /// What takes the merged cells and the links of a layout; nil while rows are read.
    final let layout: TableLayout?
    /// The rows point to these without retaining them.
    final let styles: Styles

    /// Rows for a reader, or for a layout.
    init(_ builder: consuming RowBuilder, styles: Styles, names: StyleNames, details: RowDetails?, layout: TableLayout?) {
        self.builder = builder
        self.styles = styles
        styleNames = names
        self.details = details
        self.layout = layout
    }
}
