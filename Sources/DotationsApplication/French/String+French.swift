internal import Dotations

extension String {
    /// A value between quotation marks, with what is hidden in it written out.
    var quoted: String { "« \(VisibleText.of(self)) »" }
}
