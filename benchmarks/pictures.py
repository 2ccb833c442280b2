"""How long a photo of twelve megapixels takes: until its editor goes on, until all of it is drawn.

`python -m benchmarks.pictures [--rounds 5]`, on a database of its own (DATABASE_URL, MEDIA_ROOT).
It starts a worker, and takes away at the end what it brought.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import time

import django
from PIL import Image as Picture

PATIENCE = 120


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args(arguments).rounds
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinktank.settings")
    django.setup()
    print("| what | median ms | kB |\n|---|---|---|")
    report(encoding(rounds))
    report(uploading(rounds))


def report(rows):
    for name, times, size in rows:
        print(f"| {name} | {statistics.median(times) * 1000:.0f} | {size // 1024 or ''} |")


def photo(size=(4000, 3000), seed=1):
    """Like a photo to an encoder: broad shapes, fine texture, and grain."""
    shapes = [Picture.effect_noise((40 + seed, 30), 90) for _band in range(3)]
    whole = Picture.merge(
        "RGB", [shape.resize(size, Picture.Resampling.BICUBIC) for shape in shapes]
    )
    texture = Picture.effect_noise((size[0] // 6, size[1] // 6), 70).resize(size)
    grain = Picture.blend(texture, Picture.effect_noise(size, 30), 0.3)
    return Picture.blend(whole, Picture.merge("RGB", [grain] * 3), 0.2)


def encoding(rounds):
    """(name, seconds of each round, bytes) of decoding, and of each rendition from the kept picture."""
    from thinktank.library import darkroom, pictures, renditions

    upload = io.BytesIO()
    photo().save(upload, "JPEG", quality=90)
    yield "upload decoded", [_timed(_opened, upload)[0] for _ in range(rounds)], upload.tell()
    kept = photo((pictures.KEPT_SIDE, pictures.KEPT_SIDE * 3 // 4))
    for each in renditions.renditions(*kept.size):
        small = darkroom._sized(kept, each.size, each.box)
        tries = [_timed(darkroom._encoded, small, each.name) for _ in range(rounds)]
        yield each.name, [took for took, _content in tries], len(tries[0][1])


def _opened(upload):
    upload.seek(0)
    Picture.open(upload).load()


def _timed(do, *arguments):
    began = time.perf_counter()
    result = do(*arguments)
    return time.perf_counter() - began, result


def uploading(rounds):
    """Until the editor goes on, and until every rendition is there, with a worker beside."""
    from thinktank.library.models import Image

    taken, ready, made = [], [], []
    worker = subprocess.Popen([sys.executable, "manage.py", "work"])
    try:
        _wait(_a_worker_lives)
        for seed in range(rounds):
            upload = io.BytesIO()
            photo(seed=seed).save(upload, "JPEG", quality=90)
            upload.size = upload.tell()
            began = time.perf_counter()
            image = Image(title="Benchmark")
            image.take(upload)
            image.save()
            made.append(image.pk)
            taken.append(time.perf_counter() - began)
            _wait(lambda pk=image.pk: Image.objects.get(pk=pk).ready)
            ready.append(time.perf_counter() - began)
    finally:
        _clear(Image.objects.filter(pk__in=made))
        worker.terminate()
        worker.wait()
    yield "upload to answer", taken, upload.size
    yield "upload to ready", ready, 0


def _a_worker_lives():
    from thinktank.tasks import presence

    return presence.living()


def _wait(fact):
    deadline = time.monotonic() + PATIENCE
    while not fact():
        if time.monotonic() > deadline:
            sys.exit(f"Waited {PATIENCE} seconds in vain.")
        time.sleep(0.02)


def _clear(images):
    for image in images:
        for name in [*image.made, "kept.jpg"]:
            image.file.storage.delete(image.name_of(name))
    images.delete()


if __name__ == "__main__":
    main()
