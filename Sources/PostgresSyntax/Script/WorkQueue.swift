/// Work that any thread may do.
class AnyJob {
    fileprivate enum Status {
        case waiting
        case running
        case done
    }

    /// Guarded by the queue's monitor.
    fileprivate var status = Status.waiting

    fileprivate init() {}

    /// Does the work.
    fileprivate func run() {}
}

/// Work that any thread may do, and its result.
final class Job<Output>: AnyJob {
    private var work: (() -> Output)?
    /// Written by the one thread that does the work, read when that is done.
    fileprivate private(set) var output: Output?

    fileprivate init(_ work: @escaping () -> Output) { self.work = work }

    fileprivate override func run() {
        output = work!()
        work = nil
    }
}

/// Work that waits to be done, in the order in which it was asked for; shared by all threads.
final class WorkQueue: @unchecked Sendable {
    private let monitor = Monitor()
    private var jobs: [AnyJob] = []
    /// How many of the jobs, from the first on, have been taken out.
    private var taken = 0
    /// How many threads wait for something to happen.
    private var waiting = 0
    private var isClosed = false

    /// Hands `work` to whoever has time.
    func add<Output>(_ work: @escaping () -> Output) -> Job<Output> {
        let job = Job(work)
        let isAwaited = monitor.locked {
            jobs.append(job)
            return waiting > 0
        }
        if isAwaited { monitor.wakeAll() }
        return job
    }

    /// The result of a job. It is done here if no thread has begun with it; if one has, others are done meanwhile.
    func result<Output>(of job: Job<Output>) -> Output {
        monitor.locked {
            while job.status != .done {
                if job.status == .waiting {
                    run(job)
                } else if let other = takeNext() {
                    run(other)
                } else {
                    wait()
                }
            }
        }
        return job.output!
    }

    /// Does jobs until the queue is closed.
    func work() {
        monitor.locked {
            while !isClosed {
                if let job = takeNext() { run(job) } else { wait() }
            }
        }
    }

    /// Forgets a job if nobody has begun with it; nobody may ask for its result.
    func cancel(_ job: AnyJob) {
        monitor.locked {
            if job.status == .waiting { job.status = .done }
        }
    }

    /// Lets ``work()`` return.
    func close() {
        monitor.locked {
            isClosed = true
            removeAll()
            wake()
        }
    }

    // MARK: With the lock held

    private func takeNext() -> AnyJob? {
        while taken < jobs.count {
            let job = jobs[taken]
            taken += 1
            if job.status == .waiting { return job }
        }
        removeAll()
        return nil
    }

    private func removeAll() {
        jobs.removeAll(keepingCapacity: true)
        taken = 0
    }

    /// Does the job without the lock.
    private func run(_ job: AnyJob) {
        job.status = .running
        monitor.unlocked { job.run() }
        job.status = .done
        wake()
    }

    private func wait() {
        waiting += 1
        monitor.wait()
        waiting -= 1
    }

    private func wake() {
        if waiting > 0 { monitor.wakeAll() }
    }
}
