public import DotationStore
public import Foundation

extension DeliveryMetrics {
    /// The metrics in the Prometheus text format: of this process, and of the whole outbox.
    ///
    /// - Parameters:
    ///   - outbox: the jobs in each state.
    ///   - connections: how many connections the worker uses.
    ///   - now: when they are told.
    /// - Returns: the text, which says nothing of anybody.
    public func prometheus(_ outbox: [Job.State: JobCount], connections: Int, now: Date) -> String {
        let counts = counts
        var text = PrometheusText()
        text.add(
            "dotations_jobs", .gauge, "Jobs of the outbox by state.",
            Job.State.allCases.map { (["state": $0.rawValue], outbox[$0]?.count ?? 0) })
        text.add(
            "dotations_jobs_oldest_age_seconds", .gauge, "Age of the oldest job that is not finished, by state.",
            Job.State.allCases.filter(\.isUnfinished).map { state in
                (["state": state.rawValue], outbox[state]?.oldest.map { max(0, Int(now.timeIntervalSince($0))) } ?? 0)
            })
        text.add(
            "dotations_mail_jobs_total", .counter, "Jobs that this process has ended its work on, by what became of them.",
            [
                (["result": "sent"], counts.sent), (["result": "retry"], counts.retry), (["result": "failed"], counts.failed),
                (["result": "cancelled"], counts.cancelled), (["result": "returned"], counts.returned), (["result": "lost"], counts.lost),
            ])
        text.add(
            "dotations_mail_attempts_total", .counter, "Messages handed to the mail server, by its answer.",
            counts.outcomes.sorted { $0.key < $1.key }.map { (["outcome": $0.key], $0.value) })
        text.add("dotations_mail_attempt_seconds", "Seconds for one message.", [([:], counts.attempts)])
        text.add("dotations_mail_connections", .gauge, "Connections that this process uses.", connections)
        text.add(
            "dotations_mail_last_success_timestamp_seconds", .gauge,
            "When the mail server last took a message of this process; 0 for never.",
            counts.lastSuccess.map { Int($0.timeIntervalSince1970) } ?? 0)
        text.add(
            "dotations_mail_figures_timestamp_seconds", .gauge, "When these metrics were written.", Int(now.timeIntervalSince1970))
        return text.text
    }
}
