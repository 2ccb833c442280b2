from PIL import Image
def cover(motif, seed): return Image.new("RGB",(1600,900),"#0b4f5c")
def portrait(key): return Image.new("RGB",(800,800),"#c9b78a")
