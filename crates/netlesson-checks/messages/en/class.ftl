# What the report of a class says around the verdicts.

class-title = Report of the class
class-count = { $count } { $count ->
    [one] submission
   *[other] submissions
 }
class-when = graded { $when }, in { $minutes } min
class-how = seed { $seed }, contained by { $level }
class-who-passed = Who passed what
class-submission = Submission
class-total = Total
class-possible = Possible
class-points = { $points } of { $possible } points
class-again-column = To run again
class-again = { $count } { $count ->
    [one] check says nothing of the student: it costs no points, and can be run again.
   *[other] checks say nothing of the student: they cost no points, and can be run again.
 }
class-mistakes = The mistakes made most
class-mistake-by = made by { $count } { $count ->
    [one] submission
   *[other] submissions
 }
class-no-mistakes = None were seen. What is not written yet is no mistake.
class-verdicts = Every verdict
class-compiler = What the compiler says
class-refused = Files that were not taken
class-refused-link = a link: what it leads to is not the student's
class-refused-special = neither a file nor a folder
class-refused-path = its path leads out of its folder, or has signs in it that not every system knows
class-refused-too-large = too large
class-refused-too-much = with it the submission would be too large
class-refused-twice = the same file, or a folder of its name, had come before
class-refused-unreadable = cannot be read
class-unreadable = The submission cannot be read: { $error }
class-does-not-compile = It does not compile.
class-compiler-ended = Compiling it was ended: { $how }.
class-grader-ended = While it was graded, something ended the grader: { $how }. Nothing but the submission's own programs was there to do so.
class-ended-by-signal = signal { $count }
class-ended-by-seconds = it took more than { $count } s
class-ended-by-output = it printed without end
class-ended-by-processes = it had more than { $count } processes
class-ended-by-threads = it had more than { $count } threads
class-ended-by-memory = it had more than { $count } GiB of memory
class-ended-by-files = it wrote more than { $count } GiB of files
class-ended-by-closed-folder = it closed a folder, so that nobody sees how much is in it
class-not-handed-in = It was not handed in.
class-left-out = The verdicts of { $count } { $count ->
    [one] submission do
   *[other] submissions do
 } not fit in here: the page has them.
