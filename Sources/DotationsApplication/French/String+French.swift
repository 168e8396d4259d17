internal import Dotations

extension String {
    /// A value between quotation marks, with what is hidden in it written out.
    var quoted: String { "« \(VisibleText.of(self)) »" }

    /// The text as a sentence begins.
    public var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

/// What is wrong, after the place where it is; without a place it begins a sentence.
func sentence(_ text: String, at place: [String?]) -> String {
    let place = place.compactMap(\.self)
    return place.isEmpty ? text.capitalised : place.joined(separator: ", ") + " : " + text
}
