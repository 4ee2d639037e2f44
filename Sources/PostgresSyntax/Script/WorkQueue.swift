/// Work that any thread may do.
class AnyJob {
    fileprivate enum Status {
        case waiting
        case running
        case done
    }

    /// Guarded by the queue's monitor, as is what follows.
    fileprivate var status = Status.waiting
    /// Whether a thread sleeps until it is done.
    fileprivate var isAwaited = false

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
    /// How many of the jobs, from the first on, somebody has begun with.
    private var taken = 0
    /// How many threads sleep until there is something to do.
    private var sleeping = 0
    private var isClosed = false

    /// Hands `work` to whoever has time.
    func add<Output>(_ work: @escaping () -> Output) -> Job<Output> {
        let job = Job(work)
        let isAwaited = monitor.locked {
            forgetTaken()
            jobs.append(job)
            return sleeping > 0
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
                    job.isAwaited = true
                    sleep()
                }
            }
        }
        return job.output!
    }

    /// Does jobs until the queue is closed.
    func work() {
        monitor.locked {
            while !isClosed {
                if let job = takeNext() { run(job) } else { sleep() }
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
            monitor.wakeAll()
        }
    }

    // MARK: With the lock held

    private func takeNext() -> AnyJob? {
        passTaken()
        return taken < jobs.count ? jobs[taken] : nil
    }

    private func passTaken() {
        while taken < jobs.count, jobs[taken].status != .waiting { taken += 1 }
    }

    /// Forgets the jobs that somebody has begun with, many at a time.
    private func forgetTaken() {
        passTaken()
        guard taken >= 64 else { return }
        jobs.removeFirst(taken)
        taken = 0
    }

    /// Does the job without the lock.
    private func run(_ job: AnyJob) {
        job.status = .running
        monitor.unlocked { job.run() }
        job.status = .done
        if job.isAwaited { monitor.wakeAll() }
    }

    private func sleep() {
        sleeping += 1
        monitor.wait()
        sleeping -= 1
    }
}
