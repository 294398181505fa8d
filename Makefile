# make run    install, make the demo database, serve the board
# make test   install what tests need, run all of them
# make check  format, lint, types, import contracts, generated docs
.DEFAULT_GOAL := run
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
NAME ?= reading

.PHONY: run test check fmt bench docs lock clean spark spark-stop

run: $(VENV)/.run
	$(BIN)/kmh demo --serve --port $(PORT)

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check
	! grep -rnE 'https?://' requirements/*.lock

fmt: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The peers get an environment of their own: what they bring along must not change what tests see.
bench:
	@$(MAKE) --silent --no-print-directory VENV=$(VENV)-bench $(VENV)-bench/.bench
	@$(VENV)-bench/bin/python -m bench $(NAME)

# A small Spark of this machine: one master, two workers, from the pip package; Java is Debian's.
# What is started is known by its pid file in var/spark, and stopped by it alone.
SPARK_PORT ?= 7077
SPARK_MEMORY ?= 2g
SPARK_ENV = SPARK_HOME=$$($(BIN)/python -c 'import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)') \
	SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON=$(abspath $(BIN))/python
SPARK_START = nohup sh -c 'exec "$$SPARK_HOME/bin/spark-class" "$$@"' spark
spark: $(VENV)/.dev
	@command -v java >/dev/null || { echo "需要 Java：apt-get install default-jre-headless"; exit 1; }
	@test ! -e var/spark/master.pid || { echo "已在运行；停止：make spark-stop"; exit 1; }
	@mkdir -p var/spark
	@export $(SPARK_ENV); \
	$(SPARK_START) org.apache.spark.deploy.master.Master --host 127.0.0.1 --port $(SPARK_PORT) \
	  --webui-port 0 > var/spark/master.log 2>&1 & echo $$! > var/spark/master.pid
	@export $(SPARK_ENV); for n in 1 2; do \
	  $(SPARK_START) org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 \
	    --memory $(SPARK_MEMORY) --webui-port 0 --work-dir var/spark/work-$$n \
	    spark://127.0.0.1:$(SPARK_PORT) > var/spark/worker-$$n.log 2>&1 & echo $$! > var/spark/worker-$$n.pid; \
	done
	@for try in $$(seq 60); do \
	  test "$$(grep -c 'Successfully registered' var/spark/worker-*.log | grep -c ':1')" = 2 && break; sleep 1; done
	@echo "spark://127.0.0.1:$(SPARK_PORT)，两个 worker；停止：make spark-stop"

spark-stop:
	@for pid in var/spark/*.pid; do test -e "$$pid" || continue; kill "$$(cat "$$pid")" 2>/dev/null; rm "$$pid"; done

docs: $(VENV)/.dev
	$(BIN)/python -m docs.generate

# The lock holds hashes and versions only, for every platform from the lowest Python we support.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate pyproject.toml
lock: $(VENV)/.dev
	$(BIN)/pip install --quiet uv
	$(LOCK) --output-file requirements/run.lock
	$(LOCK) --group dev --output-file requirements/dev.lock
	$(LOCK) --group dev --group bench --constraint requirements/dev.lock \
		--output-file requirements/bench.lock

clean:
	rm -rf $(VENV) $(VENV)-bench var

$(VENV)/bin/python:
	@python=; for c in python3.13 python3.12 python3.14 python3 $$HOME/.pyenv/versions/3.1[234]*/bin/python; do \
	  p=$$(command -v $$c) && $$p -c 'import sys; sys.exit(sys.version_info[:2] < (3, 12))' 2>/dev/null \
	  && python=$$p && break; done; \
	test -n "$$python" || { echo "需要 Python 3.12 或更高版本 / Python 3.12 or newer is needed"; exit 1; }; \
	echo "Python: $$($$python --version)"; $$python -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements/run.lock
	@test -e $(VENV)/.dev || { echo "安装依赖……"; $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements/dev.lock
	@echo "安装依赖……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.lock
	@echo "安装对照读取器……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	@touch $@
