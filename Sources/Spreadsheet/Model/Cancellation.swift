/// Ends reading in a task that was cancelled. Every reader asks before it takes the next block of a file, so that it does also while it
/// reads the styles and the shared strings.
///
/// - Throws: `read.cancelled`.
func checkCancellation() throws(SpreadsheetError) {
    guard Task.isCancelled else { return }
    throw SpreadsheetError(.cancelled, "the task in which the file is read was cancelled")
}
