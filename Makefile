# tillpipe: small filters for streaming sales data. `make help` lists the targets.

CC = gcc
CFLAGS = -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
# The C library warns about _FORTIFY_SOURCE where nothing is optimized.
optimized = $(filter-out -O0,$(filter -O%,$(CFLAGS)))
HARDENED = -fstack-protector-strong $(if $(optimized),-D_FORTIFY_SOURCE=2) -fPIE
HARDENED_LINK = -pie -Wl,-z,relro,-z,now
PREFIX = /usr/local
DESTDIR =
BUILD = build
VERSION = 0.1

# CI turns warnings into errors; a user's newer compiler must not stop the build.
ifdef CI
WARNINGS += -Werror
endif
ifdef SANITIZE
HARDENED = -fPIE -fno-sanitize-recover=all -fno-omit-frame-pointer -fsanitize=$(SANITIZE)
HARDENED_LINK = -pie -fsanitize=$(SANITIZE)
endif

# What each tool links: folders of lib/, then libraries of the system.
RECORDS = cli stream record time number base

csv2kafka_LINKS      = $(RECORDS) csv kafka         + rdkafka libcsv
kafkacat-lite_LINKS  = $(RECORDS) kafka             + rdkafka
kafka-sandbox_LINKS  = $(RECORDS) kafka             + rdkafka
featurize_LINKS      = $(RECORDS) expr etl state    + jansson xxhash
linreg-fit_LINKS     = $(RECORDS) expr linear state + jansson gsl xxhash
linreg-predict_LINKS = $(RECORDS) expr linear state + jansson gsl xxhash
kpi-agg_LINKS        = $(RECORDS) expr agg state    + xxhash zlib
plotdata_LINKS       = $(RECORDS) plot csv          + libcsv
ordergen_LINKS       = $(RECORDS) synth

# A folder may use those to its right, never those to its left (make lint checks).
FOLDERS = cli synth plot kafka csv linear agg etl state expr stream record time number base

TOOLS := $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
SOURCES := $(wildcard cmd/*.c lib/*/*.c tests/unit/*.c tests/fuzz/*.c tests/crash/*.c)
HEADERS := $(wildcard lib/*/*.h tests/unit/*.h tests/crash/*.h)
UNITS := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
PAGES := $(wildcard man/*.[157])

# pkg-config answers for all but libcsv, which comes without a .pc file. Asked when a recipe runs, so that
# `make deps` can install it first.
LIBS_rdkafka = `pkg-config --libs rdkafka`
LIBS_jansson = `pkg-config --libs jansson`
LIBS_gsl = `pkg-config --libs gsl`
LIBS_xxhash = `pkg-config --libs libxxhash`
LIBS_zlib = `pkg-config --libs zlib`
LIBS_libcsv = -lcsv
LIBS = $(LIBS_rdkafka) $(LIBS_libcsv) $(LIBS_jansson) $(LIBS_gsl) $(LIBS_xxhash) $(LIBS_zlib)

COMPILE = $(CC) -std=c11 -pthread -D_POSIX_C_SOURCE=200809L -DTILLPIPE_VERSION='"$(VERSION)"' -Ilib \
	$(WARNINGS) $(HARDENED) $(CFLAGS) $(CPPFLAGS) -MMD -MP
LINK = $(CC) -pthread $(HARDENED_LINK) $(CFLAGS) $(LDFLAGS)

folders = $(filter $(1),$(FOLDERS))
packages = $(filter-out + $(FOLDERS),$(1))
objects = $(patsubst %.c,$(BUILD)/%.o,$(wildcard $(1)))
archives = $(foreach f,$(call folders,$(1)),$(if $(wildcard lib/$(f)/*.c),$(BUILD)/lib/$(f).a))
libraries = $(foreach p,$(call packages,$(1)),$(LIBS_$(p)))

all: $(addprefix $(BUILD)/,$(TOOLS)) ## build the tools into build/; BUILD=FOLDER, CC=clang, CFLAGS="-O0 -g"

define tool
$(BUILD)/$(1): $(BUILD)/cmd/$(1).o $(call archives,$($(1)_LINKS))
	$$(LINK) -o $$@ $$^ $(call libraries,$($(1)_LINKS)) -lm
endef
$(foreach t,$(TOOLS),$(eval $(call tool,$(t))))

define folder
$(BUILD)/lib/$(1).a: $(call objects,lib/$(1)/*.c)
	@rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call folder,$(f))))

# A unit test tests/unit/test_NAME.c may use every folder; it has its own main.
$(addprefix $(BUILD)/tests/unit/,$(UNITS)): %: %.o $(call archives,$(FOLDERS))
	$(LINK) -o $@ $^ -lcmocka $(LIBS)

# A fuzz target tests/fuzz/fuzz_NAME.c with a main that replays files, and with libFuzzer (see fuzz).
$(addprefix $(BUILD)/tests/fuzz/,$(FUZZERS)): %: %.o $(BUILD)/tests/fuzz/replay.o $(call archives,$(FOLDERS))
	$(LINK) -o $@ $^ $(LIBS) -lm

$(addprefix $(BUILD)/fuzz/,$(FUZZERS)): $(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(call archives,$(FOLDERS))
	@mkdir -p $(@D)
	$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS) -lm

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# The tools with calls that can be made to fail, and what runs them (see tests/crash/wrapped.c).
define crasher
$(BUILD)/crash/$(1): $(BUILD)/cmd/$(1).o $(addprefix $(BUILD)/tests/crash/,fault.o wrapped.o) $(call archives,$($(1)_LINKS)) tests/crash/calls
	@mkdir -p $$(@D)
	$$(LINK) @tests/crash/calls -o $$@ $$(filter-out tests/crash/calls,$$^) $(call libraries,$($(1)_LINKS)) -lm
endef
$(foreach t,$(TOOLS),$(eval $(call crasher,$(t))))

$(BUILD)/tests/crash/drive: $(addprefix $(BUILD)/tests/crash/,drive.o run.o judge.o)
	$(LINK) -o $@ $^

crashers: $(addprefix $(BUILD)/crash/,$(TOOLS)) $(BUILD)/tests/crash/drive

deps: ## install the Debian packages that are missing
	@$(if $(filter no,$(DEPS)),:,sh tests/deps)

help: ## list the targets
	@sed -nE 's/^([a-z]+):[^=]*## (.*)/  make \1\t\2/p' Makefile | expand -t 18
	@echo '  DEPS=no          installs no packages'

# The tests see the tools only through BUILD, so that every build can be tested (see asan).
check: deps ## build, and run every test
	$(MAKE) all units
	sh tests/check $(BUILD)

core: ## build, and run the quick tests: no broker, no gnuplot, no large data
	$(MAKE) all units
	sh tests/check $(BUILD) core

units: crashers $(addprefix $(BUILD)/tests/unit/,$(UNITS)) $(addprefix $(BUILD)/tests/fuzz/,$(FUZZERS))

# The code for machines without SSE2.
plain: deps ## the quick tests of a build without SSE2
	$(MAKE) BUILD=build-plain CFLAGS="-O2 -g -DNO_SIMD" core

debug: deps ## the quick tests of a build without optimization
	$(MAKE) BUILD=build-debug CFLAGS="-O0 -g" core

EXAMPLE = supply-chain
demo: deps ## build, and run an example on an embedded broker; EXAMPLE=supply-chain
	$(MAKE) all
	PATH="$(abspath $(BUILD)):$$PATH" sh examples/$(EXAMPLE)/demo $${CSV:+"$$CSV"}

asan: deps ## every test under the address and undefined behaviour sanitizers
	$(MAKE) BUILD=build-asan SANITIZE=address,undefined all units
	sh tests/check build-asan

# Threads that touch the same memory. The sanitizer wants its addresses where they always are.
tsan: deps ## the tests of threads under the thread sanitizer
	$(MAKE) BUILD=build-tsan SANITIZE=thread all build-tsan/tests/unit/test_input
	setarch -R build-tsan/tests/unit/test_input
	THREADS='2 5' BUILD=build-tsan setarch -R prove tests/threads.t

# Every allocation, read, write, fsync, rename and so on fails in turn, under sanitizers.
crash: deps ## let every allocation, read, write, fsync, rename fail in turn
	$(MAKE) BUILD=build-asan SANITIZE=address,undefined crashers
	sh tests/crash/run build-asan

SECONDS = 60
fuzz: ## fuzz each target for SECONDS=60
	@$(if $(filter no,$(DEPS)),:,sh tests/deps ci)
	$(MAKE) BUILD=build-fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined fuzzers
	sh tests/fuzz/run build-fuzz $(SECONDS)

fuzzers: $(addprefix $(BUILD)/fuzz/,$(FUZZERS))

valgrind: all units ## a short run of everything under valgrind
	sh tests/valgrind $(BUILD)

# What other software answers, which the tests compare ours with. Needs PyPI.
answers: all ## ask other software again for the answers that the tests compare with
	@$(if $(filter no,$(DEPS)),:,sh tests/deps answers)
	[ -x $(BUILD)/venv/bin/pip ] || python3 -m venv $(BUILD)/venv
	$(BUILD)/venv/bin/pip install -q pyspark==3.5.3 numpy duckdb xxhash
	mkdir -p tests/answers/spark
	$(BUILD)/venv/bin/python tests/answers/spark.py $(BUILD)/ordergen tests/answers/spark
	$(BUILD)/venv/bin/python tests/answers/functions.py >tests/answers/functions.tsv
	$(BUILD)/venv/bin/python tests/answers/logic.py >tests/answers/logic.tsv
	$(BUILD)/venv/bin/python tests/answers/aggregates.py make
	python3 tests/answers/number.py >tests/answers/number.txt
	python3 tests/answers/times.py >tests/answers/times.tsv

# WORK: a part of the titles in tests/bench/works; all without.
bench: all ## speed beside the peers that are installed; WORK="part of a title"
	python3 tests/bench/run $(BUILD) $(WORK)

lint: ## check form, layers, and the four parts of every tool
	@$(if $(filter no,$(DEPS)),:,sh tests/deps ci)
	sh tests/lint

format: ## format the C sources
	clang-format -i $(SOURCES) $(HEADERS)

install: all ## install tools and manual; PREFIX=/usr/local, DESTDIR=
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(addprefix $(BUILD)/,$(TOOLS)) $(DESTDIR)$(PREFIX)/bin
	for page in $(PAGES); do section=$${page##*.}; \
		install -d $(DESTDIR)$(PREFIX)/share/man/man$$section && \
		install -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$$section || exit; done

uninstall: ## remove them
	cd $(DESTDIR)$(PREFIX)/bin && rm -f $(TOOLS)
	for page in $(PAGES); do rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done

clean: ## remove what was built
	rm -rf build build-* demo demo-*

.PHONY: all help units crashers fuzzers deps check core plain debug demo answers asan tsan crash fuzz valgrind bench lint format install uninstall clean
.SECONDARY:
-include $(wildcard $(BUILD)/cmd/*.d $(BUILD)/lib/*/*.d $(BUILD)/tests/unit/*.d $(BUILD)/tests/fuzz/*.d $(BUILD)/tests/crash/*.d)
