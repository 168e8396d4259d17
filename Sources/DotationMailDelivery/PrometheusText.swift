/// Metrics in the Prometheus text format (version 0.0.4), one family after the other.
public struct PrometheusText {
    /// What kind of number a family is of.
    public enum Kind: String {
        /// Goes up alone.
        case counter
        /// Goes up and down.
        case gauge
    }

    /// Names and values that tell the samples of a family apart.
    public typealias Labels = [String: String]

    /// The text.
    public private(set) var text = ""

    /// No metrics.
    public init() {}

    /// Adds a family with its samples.
    public mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [(Labels, Int)]) {
        begin(name, kind.rawValue, help)
        for (labels, value) in samples { add(name, labels, "\(value)") }
    }

    /// Adds a family of one sample.
    public mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) { add(name, kind, help, [([:], value)]) }

    /// Adds a family of histograms.
    public mutating func add(_ name: String, _ help: String, _ histograms: [(Labels, Histogram)]) {
        begin(name, "histogram", help)
        for (labels, histogram) in histograms {
            for (bound, count) in zip(histogram.bounds, histogram.counts) { add(name + "_bucket", labels, le: "\(bound)", "\(count)") }
            add(name + "_bucket", labels, le: "+Inf", "\(histogram.total)")
            add(name + "_sum", labels, "\(histogram.sum)")
            add(name + "_count", labels, "\(histogram.total)")
        }
    }

    private mutating func begin(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    private mutating func add(_ name: String, _ labels: Labels, le bound: String? = nil, _ value: String) {
        let all = (labels.sorted { $0.key < $1.key } + (bound.map { [(key: "le", value: $0)] } ?? []))
            .map { name, value in
                let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
                return "\(name)=\"\(escaped)\""
            }
        text += name + (all.isEmpty ? "" : "{\(all.joined(separator: ","))}") + " \(value)\n"
    }
}
