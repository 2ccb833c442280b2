# `make` alone tells what there is.
.DEFAULT_GOAL := help
.PHONY: help setup run dev demo test test-fast lint format check messages lock dump restore clean

PYTHON_HERE = .venv/bin/python
ON_THROWAWAY = $(PYTHON_HERE) -m thinktank.embedded with-throwaway -- $(PYTHON_HERE)
# The page for error 500 may use no tag that could fail. The admin's templates follow Django's, which
# open an element in one condition and close it in another: no checker can pair them.
FAULTS = --ignore django-static-url --extend-exclude templates/admin
ARGS =
# The admin speaks English: what only editors meet stays out of the translators' catalogues.
FOR_EDITORS = admin admin.py adminsite.py modeladmin.py apps.py welcome.py states.py moves.py \
	checks.py advice.py flaws.py imports imports.py ideas.py notes.py answers.py planning.py previews.py departures.py comparing.py restoring.py duplicates.py revisions.py endorsements.py clearance.py updates.py outcomes.py carriers.py typos.py noting.py mentions.py addresses writing notices messages.py audit audited.py library markup article.py attachments.py features.py filed.py funders.py \
	kinds.py listing.py logbook.py rules.py appointments.py directory.py themes.py themes/models.py
NOT_FOR_READERS = .venv var tests benchmarks demo migrations $(FOR_EDITORS)
FOLDERS = templates thinktank articles people themes
TEMPLATES = $$(find $(FOLDERS) -name '*.html')

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

setup: ## environment and packages, those for tests and checks included
	@bin/setup dev

run: ## the whole site on http://127.0.0.1:8000/ (PORT=8123, DEMO=0, DATABASE_URL=…)
	@bin/run

dev: ## the same with Django's own server, which reloads changed code
	@bin/run --dev

demo: ## load the demo institute into an empty site
	@bin/setup
	@$(PYTHON_HERE) manage.py migrate --verbosity 0
	@$(PYTHON_HERE) manage.py load_demo

test: ## the whole suite on a throw-away database (ARGS="tests/people -k slug")
	@bin/test $(ARGS)

test-fast: ## only what needs neither database nor browser
	@bin/test -m "not database and not browser and not server" $(ARGS)

lint: ## ruff, the templates' formatter and their linter, changing nothing
	@bin/setup dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djade --check --target-version 6.1 $(TEMPLATES)
	.venv/bin/djangofmt check $(FAULTS) $(FOLDERS)

format: ## the same, changing what can be changed
	@bin/setup dev
	.venv/bin/ruff check --fix-only
	.venv/bin/ruff format
	-.venv/bin/djangofmt check --fix $(FAULTS) $(FOLDERS)
	-.venv/bin/djade --target-version 6.1 $(TEMPLATES)

check: lint ## everything that CI asks: lint, migrations, deployment settings, tests
	$(ON_THROWAWAY) manage.py makemigrations --check --dry-run
	@echo "check --deploy, as in production"
	@HTTPS=1 DEBUG=0 ALLOWED_HOSTS=institute.example MAIL_HOST=mail.institute.example \
		SITE_URL=https://institute.example \
		SECRET_KEY=$$($(PYTHON_HERE) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(ON_THROWAWAY) manage.py check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory test

messages: ## the Urdu catalogue anew from code and templates (needs gettext)
	@bin/setup
	@$(PYTHON_HERE) manage.py makemessages --locale ur --no-location --no-obsolete --no-wrap \
		$(addprefix --ignore=,$(NOT_FOR_READERS))
	@$(PYTHON_HERE) manage.py compilemessages --locale ur --ignore .venv

lock: ## requirements/*.txt anew from requirements/*.in (ARGS=--upgrade)
	@bin/lock $(ARGS)

dump: ## the database into one file (FILE=…)
	@bin/setup
	@$(PYTHON_HERE) -m thinktank.embedded dump $(FILE)

restore: ## such a file into an empty database (FILE=…, DATABASE_URL=…)
	@bin/setup
	@$(PYTHON_HERE) -m thinktank.embedded restore $(FILE)

clean: ## what tools leave behind; never var/, which holds the site's data
	rm -rf .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
