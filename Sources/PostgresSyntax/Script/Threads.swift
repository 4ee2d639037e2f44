#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A lock with a condition to wait for.
final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` while no other thread is in a `locked` of this monitor.
    func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Leaves the lock while `body` runs; to be called within ``locked(_:)``.
    func unlocked(_ body: () -> Void) {
        pthread_mutex_unlock(mutex)
        body()
        pthread_mutex_lock(mutex)
    }

    /// Leaves the lock until another thread calls ``wakeAll()``; to be called within ``locked(_:)``.
    func wait() {
        pthread_cond_wait(condition, mutex)
    }

    /// Wakes all that wait.
    func wakeAll() {
        pthread_cond_broadcast(condition)
    }
}

/// A thread of the system that runs one closure.
struct Thread {
    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    private let handle: pthread_t

    /// Starts `body` on a stack of `stackSize` bytes; nil if the system has no thread to give.
    init?(stackSize: Int, _ body: @escaping () -> Void) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        let work = Unmanaged.passRetained(Work(body))
        #if canImport(Glibc)
            var started = pthread_t()
        #else
            var started: pthread_t?
        #endif
        let code = pthread_create(
            &started, &attributes,
            { argument in
                let argument: UnsafeMutableRawPointer? = argument
                Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            return nil
        }
        #if canImport(Glibc)
            handle = started
        #else
            handle = started!
        #endif
    }

    /// Waits until the closure has returned.
    func join() {
        pthread_join(handle, nil)
    }

    /// Runs `body` on a stack of `stackSize` bytes and waits for it; false if the system has no thread to give.
    static func run(stackSize: Int, _ body: () -> Void) -> Bool {
        withoutActuallyEscaping(body) { body in
            guard let thread = Thread(stackSize: stackSize, body) else { return false }
            thread.join()
            return true
        }
    }
}

/// A stack that is large enough for whatever the parser can nest.
public enum DeepStack {
    /// Runs `body` on such a stack and waits for it; false if the system has none to give.
    public static func run(_ body: () -> Void) -> Bool {
        Thread.run(stackSize: Parser.deepStackSize, body)
    }
}
