public import DotationStore
public import Foundation

extension DeliveryMetrics {
    /// The metrics in the Prometheus text format (version 0.0.4): of this process, and of the whole outbox.
    ///
    /// - Parameters:
    ///   - outbox: the jobs in each state.
    ///   - connections: how many connections the worker uses.
    ///   - now: when they are told.
    /// - Returns: the text, which says nothing of anybody.
    public func prometheus(_ outbox: [Job.State: JobCount], connections: Int, now: Date) -> String {
        let counts = counts
        var lines: [String] = []
        func family(_ name: String, _ kind: String, _ help: String, _ samples: [(labels: String, value: String)]) {
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(kind)"]
            lines += samples.map { "\(name)\($0.labels) \($0.value)" }
        }
        family(
            "dotations_jobs", "gauge", "Jobs of the outbox by state.",
            Job.State.allCases.map { ("{state=\"\($0.rawValue)\"}", String(outbox[$0]?.count ?? 0)) })
        family(
            "dotations_jobs_oldest_age_seconds", "gauge", "Age of the oldest job that is not finished, by state.",
            [Job.State.pending, .leased, .retry].map { state in
                ("{state=\"\(state.rawValue)\"}", String(outbox[state]?.oldest.map { max(0, Int(now.timeIntervalSince($0))) } ?? 0))
            })
        family(
            "dotations_mail_jobs_total", "counter", "Jobs that this process has ended its work on, by what became of them.",
            [
                ("sent", counts.sent), ("retry", counts.retry), ("failed", counts.failed), ("cancelled", counts.cancelled),
                ("returned", counts.returned), ("lost", counts.lost),
            ].map { ("{result=\"\($0.0)\"}", String($0.1)) })
        family(
            "dotations_mail_attempts_total", "counter", "Messages handed to the mail server, by its answer.",
            counts.outcomes.sorted { $0.key < $1.key }.map { ("{outcome=\"\($0.key)\"}", String($0.value)) })
        let total = counts.outcomes.values.reduce(0, +)
        lines += ["# HELP dotations_mail_attempt_seconds Seconds for one message.", "# TYPE dotations_mail_attempt_seconds histogram"]
        for (bound, count) in zip(Self.buckets, counts.buckets) {
            lines.append("dotations_mail_attempt_seconds_bucket{le=\"\(bound)\"} \(count)")
        }
        lines += [
            "dotations_mail_attempt_seconds_bucket{le=\"+Inf\"} \(total)", "dotations_mail_attempt_seconds_sum \(counts.seconds)",
            "dotations_mail_attempt_seconds_count \(total)",
        ]
        family("dotations_mail_connections", "gauge", "Connections that this process uses.", [("", String(connections))])
        family(
            "dotations_mail_last_success_timestamp_seconds", "gauge",
            "When the mail server last took a message of this process; 0 for never.",
            [("", String(counts.lastSuccess.map { Int($0.timeIntervalSince1970) } ?? 0))])
        family(
            "dotations_mail_figures_timestamp_seconds", "gauge", "When these metrics were written.",
            [("", String(Int(now.timeIntervalSince1970)))])
        return lines.joined(separator: "\n") + "\n"
    }
}
